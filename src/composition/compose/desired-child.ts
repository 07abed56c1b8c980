import { createHash } from 'node:crypto';
import { isObject, stableStringify, type JsonObject } from '../../base/json.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import { apiVersionOf } from '../../kubernetes/object.ts';
import type { FunctionReady, FunctionResource, SecretData } from '../function/pipeline-function.ts';
import { isToolKey } from '../patch-and-transform/tool-key.ts';
import { childAnnotation, compositeLabel } from './child-marks.ts';
import { childName } from './child-name.ts';

/** A child as the pipeline wants it, ready to be applied. */
export interface DesiredChild {
  readonly key: string;
  readonly type: ResourceType;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Whole, with all that marks it as this composite's child. */
  readonly object: JsonObject;
  /** What the child's annotation says once this has been applied. */
  readonly hash: string;
  readonly ready: FunctionReady;
  readonly connectionDetails: SecretData;
}

/** What a pipeline wants under a key, and the child that is there already. */
export interface Wanted {
  readonly key: string;
  readonly wanted: FunctionResource;
  readonly type: ResourceType;
  readonly existing: KubernetesObject | undefined;
}

/** What is wrong with something that the pipeline wants; the message names its key. */
export class UnusableChild extends Error {
  constructor(key: string, message: string) {
    super(`resource ${JSON.stringify(key)}: ${message}`);
    this.name = 'UnusableChild';
  }
}

/** Members of metadata that the server sets: functions copy them from what they observed, and they say nothing. */
const ofTheServer: ReadonlySet<string> = new Set([
  ...['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'managedFields'],
  'selfLink',
]);
const known: ReadonlySet<string> = new Set(['name', 'generateName', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences']);

/** Puts name, namespace, labels, annotations and owner on what the pipeline wants. Throws UnusableChild. */
export function desiredChild(composite: KubernetesObject, { key, wanted, type, existing }: Wanted): DesiredChild {
  const metadata = metadataOf(key, wanted.resource);
  const namespace = namespaceOf(composite, key, type, metadata);
  const name = textOf(metadata, 'name') ?? existing?.metadata.name ?? childName(composite, key, textOf(metadata, 'generateName'));
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, status: _status, ...body } = wanted.resource;
  const marked = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    labels: { ...withoutTools(metadata['labels']), [compositeLabel]: composite.metadata.uid },
    ...(metadata['finalizers'] === undefined ? {} : { finalizers: metadata['finalizers'] }),
    ownerReferences: [ownerReference(composite)],
  };
  const annotations = { ...withoutTools(metadata['annotations']), [childAnnotation.key]: key };
  const head = { apiVersion: apiVersionOf(type), kind: type.kind };
  const hash = hashOf({ ...head, metadata: { ...marked, annotations }, ...body });
  const object = { ...head, metadata: { ...marked, annotations: { ...annotations, [childAnnotation.hash]: hash } }, ...body } as JsonObject;
  return { key, type, name, namespace, object, hash, ready: wanted.ready, connectionDetails: wanted.connectionDetails };
}

/** Keys that a wanted child had before. */
export function movedFrom({ resource }: FunctionResource): readonly string[] {
  const metadata = isObject(resource['metadata']) ? resource['metadata'] : {};
  const annotations = isObject(metadata['annotations']) ? metadata['annotations'] : {};
  const text = annotations[childAnnotation.movedFrom];
  return typeof text === 'string' ? text.split(',').map((key) => key.trim()) : [];
}

function metadataOf(key: string, resource: JsonObject): Record<string, unknown> {
  const metadata = resource['metadata'] ?? {};
  if (!isObject(metadata)) throw new UnusableChild(key, 'metadata is not an object');
  const strange = Object.keys(metadata).find((member) => !known.has(member) && !ofTheServer.has(member));
  if (strange !== undefined) throw new UnusableChild(key, `metadata.${strange} is not known`);
  const owners = metadata['ownerReferences'];
  if (Array.isArray(owners) && owners.some((owner) => !isObject(owner) || owner['controller'] !== true))
    throw new UnusableChild(key, 'metadata.ownerReferences: its owner is the composite, and no other can be given');
  return metadata;
}

const accessKinds: ReadonlySet<string> = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']);

/** A namespaced composite makes children in its own namespace only, and none that give rights. */
function namespaceOf(composite: KubernetesObject, key: string, type: ResourceType, metadata: Record<string, unknown>): string | undefined {
  const given = textOf(metadata, 'namespace');
  const own = composite.metadata.namespace;
  if (own === undefined) return ofCluster(key, type, given);
  if (!type.namespaced) throw new UnusableChild(key, `${type.kind} is cluster-scoped, and the composite is namespaced`);
  if (type.group === 'rbac.authorization.k8s.io' && accessKinds.has(type.kind))
    throw new UnusableChild(key, `a namespaced composite makes no ${type.kind}: it would give rights`);
  if (given !== undefined && given !== own)
    throw new UnusableChild(key, `metadata.namespace: a namespaced composite makes children in its own namespace only, not in ${given}`);
  return own;
}

function ofCluster(key: string, type: ResourceType, given: string | undefined): string | undefined {
  if (!type.namespaced) return undefined;
  if (given === undefined)
    throw new UnusableChild(key, `metadata.namespace is missing: ${type.kind} is namespaced, and the composite is not`);
  return given;
}

/** What deployment tools mark as theirs would make them believe that they own the child. */
function withoutTools(map: unknown): Record<string, unknown> {
  if (!isObject(map)) return {};
  return Object.fromEntries(Object.entries(map).filter(([name]) => !isToolKey(name) && name !== childAnnotation.movedFrom));
}

function textOf(object: Record<string, unknown>, member: string): string | undefined {
  const value = object[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function ownerReference({ apiVersion, kind, metadata }: KubernetesObject) {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}

function hashOf(object: unknown): string {
  return createHash('sha256').update(stableStringify(object)).digest('hex').slice(0, 16);
}
