import { deepEqual, stableStringify } from '../../base/json.ts';
import { annotation, annotationOf } from '../../engine/object/metadata.ts';
import type { Requeue } from '../../engine/report/requeue.ts';
import { applyStatus } from '../../kubernetes/apply-status.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { InvalidObject } from '../api/invalid-object.ts';
import { compositeFinalizer } from './child-marks.ts';
import { ChildrenUnknown } from './children-unknown.ts';
import { composeChildren } from './compose-children.ts';
import type { CompositePass } from './composite-pass.ts';
import type { Composer, LiveChild } from './composer.ts';
import type { CompositeOutcome } from './composite-conditions.ts';
import { compositeStatus, type CompositeFindings } from './composite-status.ts';
import { knownChildren } from './known-children.ts';
import { deleteInOrder, nameOf } from './remove-children.ts';

const none: Requeue = { type: 'none' };
const fieldManager = 'evenkeel';

/**
 * Brings a composite's children to what its template makes of it, and its status to the truth. With nothing new since the last pass nothing
 * is run and nothing written. Rejects with ApiError or ApiUnreachable where the composite itself could not be written: it is passed over again.
 */
export async function reconcileComposite(pass: CompositePass): Promise<Requeue> {
  const { composite } = pass;
  if (composite.metadata.deletionTimestamp !== undefined) return removeComposite(pass);
  if (annotationOf(composite.metadata, annotation.paused) === 'true') return reported(pass, { type: 'paused' });
  const selection = selectionOf(pass);
  if (selection.type === 'problem') return reported(pass, { ...selection, type: 'failed' });
  const held = await withFinalizer(pass);
  const end = await composeChildren({ ...pass, composite: held }, selection.revision);
  if (end === 'unchanged') return expiry(pass);
  await report({ ...pass, composite: held }, end.findings);
  return end.goOn ? { type: 'after', afterMs: 0 } : requeueOf(end.findings.outcome, pass);
}

/** What spec says of its machinery may contradict itself: that is the user's to mend as well. */
function selectionOf({ composer, composite }: CompositePass) {
  try {
    return composer.select(composite);
  } catch (error) {
    if (error instanceof InvalidObject) return { type: 'problem', reason: 'Invalid', message: error.message, stalled: true } as const;
    throw error;
  }
}

async function reported(pass: CompositePass, outcome: CompositeOutcome): Promise<Requeue> {
  await report(pass, { outcome, conditions: [], now: pass.composer.clock.now() });
  return requeueOf(outcome, pass);
}

async function report({ composer, composite, memory, signal }: CompositePass, findings: CompositeFindings): Promise<void> {
  const handled = annotationOf(composite.metadata, annotation.reconcileRequestedAt);
  const status = compositeStatus(composite, handled === undefined ? findings : { ...findings, handled });
  memory.status = stableStringify(status);
  if (deepEqual(composite['status'], status)) return;
  composer.wrote(await applyStatus(composer.client, { type: composer.type, object: composite, status }, signal));
}

async function withFinalizer({ composer, composite }: CompositePass): Promise<KubernetesObject> {
  const { finalizers = [] } = composite.metadata;
  if (finalizers.includes(compositeFinalizer)) return composite;
  return writeFinalizers(composer, composite, [...finalizers, compositeFinalizer]);
}

async function writeFinalizers(composer: Composer, composite: KubernetesObject, finalizers: readonly string[]): Promise<KubernetesObject> {
  const { uid, resourceVersion } = composite.metadata;
  const body = { metadata: { finalizers, uid, resourceVersion } };
  const written = await composer.client.patch(composer.type, composite.metadata, body, { kind: 'merge', fieldManager });
  composer.wrote(written);
  return written;
}

/** The finalizer goes when no child is left; children that others point at go last. */
async function removeComposite(pass: CompositePass): Promise<Requeue> {
  const { composer, composite } = pass;
  const { finalizers = [] } = composite.metadata;
  if (!finalizers.includes(compositeFinalizer)) return none;
  if (annotationOf(composite.metadata, annotation.paused) === 'true') return reported(pass, { type: 'paused' });
  const children = await seenChildren(pass);
  if (typeof children === 'string') {
    await reported(pass, { type: 'deleting', message: children });
    return { type: 'rateLimited' };
  }
  if (children.length > 0) {
    await deleteInOrder(composer, children, children);
    return reported(pass, { type: 'deleting', message: `waiting for ${listed(children.map(nameOf))}` });
  }
  try {
    await writeFinalizers(
      composer,
      composite,
      finalizers.filter((name) => name !== compositeFinalizer),
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return none;
}

/** The children; or why they can't be seen, which a composite must not be let go by. */
async function seenChildren({ composer, composite, memory }: CompositePass): Promise<readonly LiveChild[] | string> {
  try {
    return await knownChildren(composer, composite, memory);
  } catch (error) {
    if (error instanceof ChildrenUnknown) return error.message;
    throw error;
  }
}

function listed(names: readonly string[]): string {
  const sorted = names.toSorted();
  return `${sorted.slice(0, 3).join(', ')}${sorted.length > 3 ? ` and ${sorted.length - 3} more` : ''}`;
}

/** Children and templates wake a composite by themselves; what failed for now is tried again with back-off. */
function requeueOf(outcome: CompositeOutcome, pass: CompositePass): Requeue {
  if (outcome.type === 'failed') return outcome.stalled ? { type: 'userError' } : { type: 'rateLimited' };
  if (outcome.type !== 'composed') return none;
  const failing = outcome.children.filter(({ failure }) => failure === 'write');
  if (failing.some(({ stalled }) => !stalled)) return { type: 'rateLimited' };
  if (failing.length > 0) return { type: 'userError' };
  return outcome.looping.length > 0 ? { type: 'rateLimited' } : expiry(pass);
}

function expiry({ composer, memory }: CompositePass): Requeue {
  return memory.expiresAt === undefined ? none : { type: 'after', afterMs: Math.max(0, memory.expiresAt - composer.clock.now()) };
}
