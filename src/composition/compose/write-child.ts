import { ApiError, ApiUnreachable, isConflict } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { withGrantHint } from '../api/grant-hint.ts';
import { controllerOf } from './child-marks.ts';
import type { DesiredChild } from './desired-child.ts';

/** Field manager of children. */
export const childManager = 'evenkeel-composite';

/** How a write of a child ended. `refused`: nothing was changed; the reason and message are fit for status. */
export type ChildWrite =
  | { readonly type: 'written'; readonly object: KubernetesObject }
  | { readonly type: 'refused'; readonly reason: string; readonly message: string; readonly retry: boolean };

/**
 * Makes a child where nothing has its name: a plain create, which the API server refuses otherwise. One that exists is ours only if
 * this composite controls it (an earlier create whose answer was lost); it is given back as it is.
 */
export async function createChild(client: KubernetesClient, composite: KubernetesObject, child: DesiredChild): Promise<ChildWrite> {
  try {
    return { type: 'written', object: await client.create(child.type, child.object, childManager) };
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'AlreadyExists') return existing(client, composite, child);
    return refusal(error);
  }
}

async function existing(client: KubernetesClient, composite: KubernetesObject, child: DesiredChild): Promise<ChildWrite> {
  try {
    const object = await client.get(child.type, child);
    const owner = controllerOf(object);
    if (owner?.uid === composite.metadata.uid) return { type: 'written', object };
    const whose = owner === undefined ? 'nobody controls it' : `${owner.kind} ${owner.name} controls it`;
    const retry = object.metadata.deletionTimestamp !== undefined;
    return { type: 'refused', reason: 'NameTaken', message: `it exists and is not this composite's: ${whose}`, retry };
  } catch (error) {
    return refusal(error);
  }
}

/**
 * Brings a child of ours to what is wanted by server-side apply, never forced: a field that another manager holds is a conflict that
 * names it. What our create set is first made ours by apply, else fields that are no longer wanted would stay.
 */
export async function applyChild(client: KubernetesClient, live: KubernetesObject, child: DesiredChild): Promise<ChildWrite> {
  try {
    await takeOverFromCreate(client, child);
    // The uid: one that was deleted meanwhile must not be made again here.
    const body = { ...child.object, metadata: { ...(child.object['metadata'] as object), uid: live.metadata.uid } };
    return { type: 'written', object: await client.patch(child.type, child, body, { kind: 'apply', fieldManager: childManager }) };
  } catch (error) {
    return refusal(error);
  }
}

async function takeOverFromCreate(client: KubernetesClient, child: DesiredChild): Promise<void> {
  const entries = await client.managedFields(child.type, child);
  const index = entries.findIndex(
    (entry) => entry.manager === childManager && entry.operation === 'Update' && entry.subresource === undefined,
  );
  if (index < 0) return;
  const path = `/metadata/managedFields/${index}`;
  const operations = [
    { op: 'test', path: `${path}/manager`, value: childManager },
    { op: 'replace', path: `${path}/operation`, value: 'Apply' },
  ];
  await client.patch(child.type, child, operations, { kind: 'json', fieldManager: childManager });
}

/** What the API server said. A refusal that names the object's own contents needs the user; all else passes. */
function refusal(error: unknown): ChildWrite {
  if (error instanceof ApiUnreachable) return { type: 'refused', reason: 'Unreachable', message: error.message, retry: true };
  if (!(error instanceof ApiError)) throw error;
  const passing = error.code === 429 || error.code >= 500 || error.code === 404 || isConflict(error);
  return { type: 'refused', reason: error.reason === '' ? 'Refused' : error.reason, message: withGrantHint(error), retry: passing };
}
