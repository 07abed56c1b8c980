import { isObject } from '../../base/json.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { fieldManager } from '../api/api-writer.ts';
import { crdType } from '../api/resource-types.ts';
import { hashOfCrd, type CompositeCrd } from './composite-crd.ts';
import type { DefinitionPass } from './definition-pass.ts';

/** The CRD of this name: as it is known, else as the API server has it now. */
export async function findCrd({ deps }: DefinitionPass, name: string): Promise<KubernetesObject | undefined> {
  return deps.crds.get(name) ?? (await readCrd(deps, name));
}

/** The CRD of this name as the API server has it now. */
export async function readCrd({ client }: Pick<DefinitionPass['deps'], 'client'>, name: string): Promise<KubernetesObject | undefined> {
  try {
    return await client.get(crdType, { name });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Is the CRD not what the definition says? A field that it does not set is nobody's concern; one that it no longer sets shows in the hash. */
export function needsApply(live: KubernetesObject, wanted: CompositeCrd): boolean {
  return hashOfCrd(live) !== hashOfCrd(wanted) || !covers(live, wanted);
}

/** An API server leaves out what is false, zero or empty. */
function covers(live: unknown, wanted: unknown): boolean {
  if (live === undefined) return isZero(wanted);
  if (Array.isArray(wanted))
    return Array.isArray(live) && live.length === wanted.length && wanted.every((item, index) => covers(live[index], item));
  if (isObject(wanted)) return isObject(live) && Object.entries(wanted).every(([member, value]) => covers(live[member], value));
  return Object.is(live, wanted);
}

function isZero(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.values(value).every(isZero);
  return value === undefined || value === null || value === false || value === 0 || value === '';
}

/** Makes or changes the CRD by server-side apply, never forced; of one that is there its uid is given, so that one that went meanwhile is not made here. */
export async function applyCrd(pass: DefinitionPass, wanted: CompositeCrd): Promise<KubernetesObject> {
  const { client, wrote } = pass.deps;
  const uid = pass.crd === undefined ? {} : { uid: pass.crd.metadata.uid };
  const body = { ...wanted, metadata: { ...wanted.metadata, ...uid } };
  const written = await client.patch(crdType, { name: wanted.metadata.name }, body, { kind: 'apply', fieldManager });
  wrote(written);
  pass.crd = written;
  pass.applied = true;
  return written;
}

/** Versions that nothing is stored in any more: the API server lets none go that is on the list. */
export async function forgetStored(pass: DefinitionPass, crd: KubernetesObject, kept: readonly string[]): Promise<void> {
  const { uid, resourceVersion, name } = crd.metadata;
  const body = { metadata: { uid, resourceVersion }, status: { storedVersions: kept } };
  pass.crd = await pass.deps.client.patch(crdType, { name }, body, { kind: 'merge', subresource: 'status', fieldManager });
}

/** A condition of a CRD. */
export function crdCondition(
  crd: KubernetesObject | undefined,
  type: string,
): { readonly status: string; readonly message: string } | undefined {
  const status = crd?.['status'];
  const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
  const found: unknown = Array.isArray(conditions) ? conditions.find((each) => isObject(each) && each['type'] === type) : undefined;
  return isObject(found) ? { status: String(found['status']), message: String(found['message'] ?? '') } : undefined;
}
