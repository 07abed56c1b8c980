import { isNotFound } from '../../kubernetes/api-error.ts';
import { keyOf, type KubernetesObject } from '../../kubernetes/object.ts';
import type { ApiOutcome } from '../api/api-outcome.ts';
import { crdType } from '../api/resource-types.ts';
import { isCompositeCrd } from './composite-crd.ts';
import { crdCondition, readCrd } from './crd-writes.ts';
import { hasFinalizer, markInUse, removeFinalizer, type DefinitionPass } from './definition-pass.ts';
import { describeUsers, listFirst } from './in-use.ts';
import { listPages, typeOfCrd } from './schema-change.ts';

/** Objects come and go without waking the definition (ms). */
const blockedAfterMs = 10_000;
const goneAfterMs = 1_000;

/**
 * Lets a definition go once there are no objects of its kind and its CRD is gone. A CRD that goes takes its objects along, so it is
 * deleted only after the API server has said that there are none. undefined: the definition is gone, or not held by us.
 */
export async function deleteDefinition(pass: DefinitionPass): Promise<ApiOutcome | undefined> {
  if (!hasFinalizer(pass.object)) return undefined;
  pass.crd = await readCrd(pass.deps, pass.object.metadata.name);
  if (pass.crd === undefined || !isCompositeCrd(pass.crd)) return released(pass);
  const objects = await objectsNow(pass);
  await markInUse(pass, describeUsers(typeOfCrd(pass.crd).kind, objects));
  if (objects.length > 0) {
    const message = `there are objects of its kind: ${listFirst(objects.map(keyOf))}; delete them first`;
    return { type: 'deleting', message, blocked: true, after: blockedAfterMs };
  }
  await deleteCrd(pass);
  pass.crd = await readCrd(pass.deps, pass.object.metadata.name);
  if (pass.crd === undefined) return released(pass);
  return { type: 'deleting', message: 'the CustomResourceDefinition is being deleted', blocked: false, after: goneAfterMs };
}

async function released(pass: DefinitionPass): Promise<undefined> {
  await removeFinalizer(pass);
  return undefined;
}

/** All objects there are now. A kind that was never served has none; one that is served must answer. */
async function objectsNow({ deps, crd }: DefinitionPass): Promise<readonly KubernetesObject[]> {
  if (crd === undefined || crdCondition(crd, 'Established')?.status !== 'True') return [];
  const objects: KubernetesObject[] = [];
  for await (const page of listPages(deps.client, typeOfCrd(crd))) objects.push(...page);
  return objects;
}

async function deleteCrd(pass: DefinitionPass): Promise<void> {
  if (pass.crd === undefined || pass.crd.metadata.deletionTimestamp !== undefined) return;
  const { name, uid } = pass.crd.metadata;
  try {
    await pass.deps.client.delete(crdType, { name }, { uid });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
