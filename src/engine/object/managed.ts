import { isObject } from '../../base/json.ts';
import type { Condition } from '../../kubernetes/condition.ts';
import type { KubernetesObject, ObjectMeta } from '../../kubernetes/object.ts';
import type { ObjectKey, ProviderConfigRef } from '../cloud.ts';
import { type Kind, kindName } from '../kind.ts';
import type { FieldValues } from '../observation.ts';
import { annotation, annotationOf, createAttemptOf, finalizer, pollIntervalOf, type CreateAttempt } from './metadata.ts';
import type { AppliedStatus, ManagedStatus } from './managed-status.ts';

/** A managed object as the engine reads it: parsed once at the edge, then trusted. */
export interface Managed {
  readonly kind: Kind;
  readonly key: ObjectKey;
  readonly object: KubernetesObject;
  readonly uid: string;
  readonly generation: number;
  /** ms since the epoch */
  readonly created: number;
  readonly deleting: boolean;
  readonly hasFinalizer: boolean;

  readonly forProvider: FieldValues;
  readonly initProvider: FieldValues;
  readonly region: string;
  readonly managementPolicies: readonly string[];
  readonly deletionPolicy: 'Delete' | 'Orphan';
  readonly providerConfigRef: ProviderConfigRef;
  readonly connectionSecret: string | undefined;

  /** The annotation's value as the user or we wrote it. */
  readonly externalName: string | undefined;
  readonly account: string | undefined;
  readonly attempt: CreateAttempt | undefined;
  readonly paused: boolean;
  readonly protected: boolean;
  readonly pollInterval: number | undefined;
  readonly reconcileRequestedAt: string | undefined;

  readonly status: ManagedStatus;
}

/** Reads an object that passed its schema. Members that are missing take the defaults that the schema gives. */
export function parseManaged(kind: Kind, object: KubernetesObject): Managed {
  const { metadata } = object;
  return {
    kind,
    object,
    ...parseMetadata(kind, metadata),
    ...parseAnnotations(metadata),
    ...parseSpec(object),
    status: parseStatus(object),
  };
}

function parseMetadata(kind: Kind, metadata: ObjectMeta) {
  return {
    key: { kind: kindName(kind.schema), namespace: metadata.namespace ?? '', name: metadata.name },
    uid: metadata.uid,
    generation: metadata.generation ?? 0,
    created: Date.parse(metadata.creationTimestamp ?? '') || 0,
    deleting: metadata.deletionTimestamp !== undefined,
    hasFinalizer: metadata.finalizers?.includes(finalizer) ?? false,
  };
}

function parseAnnotations(metadata: ObjectMeta) {
  return {
    externalName: annotationOf(metadata, annotation.externalName),
    account: annotationOf(metadata, annotation.account),
    attempt: createAttemptOf(metadata),
    paused: annotationOf(metadata, annotation.paused) === 'true',
    protected: annotationOf(metadata, annotation.protect) === 'true',
    pollInterval: pollIntervalOf(metadata),
    reconcileRequestedAt: annotationOf(metadata, annotation.reconcileRequestedAt),
  };
}

function parseSpec(object: KubernetesObject) {
  const spec = member(object, 'spec');
  const forProvider = member(spec, 'forProvider');
  const reference = member(spec, 'providerConfigRef');
  return {
    forProvider,
    initProvider: member(spec, 'initProvider'),
    region: text(forProvider['region']) ?? '',
    managementPolicies: strings(spec['managementPolicies']) ?? ['*'],
    deletionPolicy: spec['deletionPolicy'] === 'Orphan' ? ('Orphan' as const) : ('Delete' as const),
    providerConfigRef: {
      kind: reference['kind'] === 'ProviderConfig' ? ('ProviderConfig' as const) : ('ClusterProviderConfig' as const),
      name: text(reference['name']) ?? 'default',
    },
    connectionSecret: text(member(spec, 'writeConnectionSecretToRef')['name']),
  };
}

function parseStatus(object: KubernetesObject): ManagedStatus {
  const status = member(object, 'status');
  const conditions = Array.isArray(status['conditions']) ? status['conditions'].filter(isCondition) : [];
  const applied = isObject(status['applied']) ? parseApplied(status['applied']) : undefined;
  const handled = text(status['lastHandledReconcileAt']);
  return {
    observedGeneration: typeof status['observedGeneration'] === 'number' ? status['observedGeneration'] : -1,
    conditions,
    atProvider: member(status, 'atProvider'),
    ...(applied === undefined ? {} : { applied }),
    ...(handled === undefined ? {} : { lastHandledReconcileAt: handled }),
    ...(isObject(status['plan']) ? { plan: status['plan'] } : {}),
  };
}

function parseApplied(applied: Record<string, unknown>): AppliedStatus {
  const secrets = Object.entries(member(applied, 'secrets')).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const known = secrets.length === 0 ? {} : { secrets: Object.fromEntries(secrets) };
  return { tags: strings(applied['tags']) ?? [], fields: strings(applied['fields']) ?? [], ...known };
}

function isCondition(value: unknown): value is Condition {
  return isObject(value) && typeof value['type'] === 'string' && typeof value['status'] === 'string';
}

function member(parent: object, name: string): Record<string, unknown> {
  const value: unknown = (parent as Record<string, unknown>)[name];
  return isObject(value) ? value : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;
}
