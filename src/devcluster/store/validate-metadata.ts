import { deepEqual } from '../../base/json.ts';
import type { Json, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import type { StatusCause } from '../api/status-error.ts';
import { subdomain1123 } from '../schema/names.ts';
import { invalid } from '../schema/cause.ts';
import { labelValueFaults, qualifiedNameFaults } from './label-rules.ts';
import { isJsonObject, listAt, objectAt, stringAt, stringsAt } from './members.ts';

const annotationsLimit = 256 * 1024;
const bareFinalizers = new Set(['foregroundDeletion', 'orphan', 'kubernetes']);
/** What no write changes once it is set; what a write leaves out stays. */
const immutable = ['uid', 'deletionTimestamp', 'deletionGracePeriodSeconds'];

/** What is wrong with an object's metadata, in kube-apiserver's words. */
export function metadataCauses(resource: ServedResource, metadata: JsonObject): readonly StatusCause[] {
  return [
    ...nameCauses(resource, metadata),
    ...labelCauses(objectAt(metadata, 'labels')),
    ...annotationCauses(objectAt(metadata, 'annotations')),
    ...ownerCauses(listAt(metadata, 'ownerReferences')),
    ...stringsAt(metadata, 'finalizers').flatMap(finalizerCauses),
  ];
}

/** What a write may not do to the metadata that is there. */
export function metadataChangeCauses(metadata: JsonObject, old: JsonObject): readonly StatusCause[] {
  const changed = immutable.filter((field) => metadata[field] !== undefined && !deepEqual(metadata[field], old[field]));
  const known = stringsAt(old, 'finalizers');
  const added = stringsAt(metadata, 'finalizers').filter((finalizer) => !known.includes(finalizer));
  return [
    ...changed.map((field) => invalid(`metadata.${field}`, metadata[field], 'field is immutable')),
    ...(old['deletionTimestamp'] !== undefined && added.length > 0 ? [newFinalizers(added)] : []),
  ];
}

function newFinalizers(added: readonly string[]): StatusCause {
  const list = `[]string{${added.map((finalizer) => JSON.stringify(finalizer)).join(', ')}}`;
  const message = `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
  return { reason: 'FieldValueForbidden', message, field: 'metadata.finalizers' };
}

function nameCauses(resource: ServedResource, metadata: JsonObject): readonly StatusCause[] {
  const faultsOf = nameRule(resource);
  const base = stringAt(metadata, 'generateName') ?? '';
  const name = stringAt(metadata, 'name') ?? '';
  // A generated name goes on after the base, which may end in a hyphen.
  const baseFaults = base === '' ? [] : faultsOf(base.replace(/-$/u, 'a'));
  return [
    ...baseFaults.map((fault) => invalid('metadata.generateName', base, fault)),
    ...faultsOf(name).map((fault) => invalid('metadata.name', name, fault)),
  ];
}

function nameRule({ group, plural }: ServedResource): (name: string) => readonly string[] {
  if (group === 'rbac.authorization.k8s.io') return pathSegmentFaults;
  // The strategy of namespaces has a stricter rule.
  return group === '' && plural === 'namespaces' ? () => [] : subdomain1123;
}

function pathSegmentFaults(name: string): readonly string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`);
}

function labelCauses(labels: JsonObject): readonly StatusCause[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedNameFaults(key).map((fault) => invalid('metadata.labels', key, fault)),
    ...labelValueFaults(String(value)).map((fault) => invalid('metadata.labels', value, fault)),
  ]);
}

function annotationCauses(annotations: JsonObject): readonly StatusCause[] {
  const entries = Object.entries(annotations);
  const size = entries.reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
  const tooLong = { reason: 'FieldValueTooLong', message: `Too long: may not be more than ${annotationsLimit} bytes` };
  return [
    ...entries.flatMap(([key]) => qualifiedNameFaults(key.toLowerCase()).map((fault) => invalid('metadata.annotations', key, fault))),
    ...(size > annotationsLimit ? [{ ...tooLong, field: 'metadata.annotations' }] : []),
  ];
}

function ownerCauses(owners: readonly Json[]): readonly StatusCause[] {
  const references = owners.filter((owner) => isJsonObject(owner));
  const [first, second] = references.filter((owner) => owner['controller'] === true);
  const wrong = references.flatMap(referenceCauses);
  if (first === undefined || second === undefined) return wrong;
  const named = [first, second].map((owner) => `${stringAt(owner, 'kind') ?? ''}/${stringAt(owner, 'name') ?? ''}`).join(' and ');
  const why = `Only one reference can have Controller set to true. Found "true" in references for ${named}`;
  return [...wrong, wrongOwners(references, why)];
}

function referenceCauses(owner: JsonObject): readonly StatusCause[] {
  const empty = ['apiVersion', 'kind', 'name', 'uid'].filter((member) => (stringAt(owner, member) ?? '') === '');
  const { apiVersion, kind } = owner;
  return [
    ...empty.map((member) => {
      const what = member === 'apiVersion' ? 'version ' : '';
      return invalid(`metadata.ownerReferences.${member}`, '', `${what}must not be empty`);
    }),
    ...(kind === 'Event' && apiVersion === 'v1' ? [wrongOwners(owner, '/v1, Kind=Event is disallowed from being an owner')] : []),
  ];
}

/** Go writes members of references in the order in which it has them, which is also that of clients. */
function wrongOwners(value: Json, why: string): StatusCause {
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(value)}: ${why}`, field: 'metadata.ownerReferences' };
}

function finalizerCauses(finalizer: string): readonly StatusCause[] {
  return qualifiedNameFaults(finalizer).map((fault) => invalid('metadata.finalizers', finalizer, fault));
}

/** What is unwise, but not wrong, about the finalizers that a write of a custom resource adds. */
export function finalizerWarnings({ custom }: ServedResource, metadata: JsonObject, old: JsonObject): readonly string[] {
  if (!custom) return [];
  const known = stringsAt(old, 'finalizers');
  return stringsAt(metadata, 'finalizers')
    .filter((finalizer) => !known.includes(finalizer) && !finalizer.includes('/') && !bareFinalizers.has(finalizer))
    .map((finalizer) => {
      const advice = 'prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers';
      return `metadata.finalizers: ${JSON.stringify(finalizer)}: ${advice}`;
    });
}
