import { isConflict, isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { machineryOf } from '../api/machinery.ts';
import { assertMayWrite } from './assert-may-write.ts';
import type { Composer, LiveChild, SelectedRevision } from './composer.ts';
import { withinBudget } from './deletion-budget.ts';
import { deletableNow } from './deletion-order.ts';

/** Children that are no longer wanted: those that go, and those that wait for approval, as `Kind name`. */
export interface Removed {
  readonly leaving: readonly string[];
  readonly held: readonly string[];
}

/** What is unwanted, and by what it was found so. */
export interface Removal {
  readonly composite: KubernetesObject;
  readonly revision: SelectedRevision;
  readonly unwanted: readonly LiveChild[];
  /** All children. */
  readonly all: readonly LiveChild[];
}

/** Deletes what the pipeline no longer wants, within the budget; what others point at goes after them. `stale`: nothing was deleted, for what it was found by has moved on. */
export async function removeUnwanted(composer: Composer, { composite, revision, unwanted, all }: Removal): Promise<Removed | 'stale'> {
  if (unwanted.length === 0) return { leaving: [], held: [] };
  const stateful = new Set<KubernetesObject>();
  for (const { type, object } of unwanted) if (await composer.types.isStateful(type)) stateful.add(object);
  const verdict = withinBudget(
    composite,
    unwanted.map(({ object }) => object),
    { budget: machineryOf(composite).deleteBudget, isStateful: (object) => stateful.has(object) },
  );
  const going = unwanted.filter(({ object }) => verdict.allowed.includes(object));
  const isNew = going.some(({ object }) => object.metadata.deletionTimestamp === undefined);
  if (isNew && !(await composer.isCurrent(composite, revision))) return 'stale';
  await deleteInOrder(composer, going, all);
  return { leaving: going.map(nameOf), held: verdict.held.map((object) => `${object.kind} ${object.metadata.name}`) };
}

/** Deletes those that nothing else points at; the others in later passes, when these are gone. */
export async function deleteInOrder(composer: Composer, leaving: readonly LiveChild[], all: readonly LiveChild[]): Promise<void> {
  const now = deletableNow(
    leaving.map(({ object }) => object),
    all.map(({ object }) => object),
  );
  for (const { type, object } of leaving) {
    if (!now.includes(object) || object.metadata.deletionTimestamp !== undefined) continue;
    assertMayWrite(composer);
    await composer.client
      .delete(type, object.metadata, { uid: object.metadata.uid, propagationPolicy: 'Background' })
      .catch((error: unknown) => {
        // A conflict: another object has the name by now.
        if (!isNotFound(error) && !isConflict(error)) throw error;
      });
  }
}

/** `Kind name` of a child. */
export function nameOf({ object }: LiveChild): string {
  return `${object.kind} ${object.metadata.name}`;
}
