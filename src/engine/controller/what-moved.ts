import { deepEqual } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { annotation, annotationOf } from '../object/metadata.ts';

/**
 * Did something move that a pass reads? Status is among it: our own writes come back during a pass, so what comes besides
 * was edited or taken away by somebody else.
 */
export function needsPass(old: KubernetesObject | undefined, next: KubernetesObject): boolean {
  if (old === undefined || old.metadata.uid !== next.metadata.uid) return true;
  return !deepEqual(passInput(old), passInput(next)) || statusMoved(old, next);
}

function passInput({ metadata }: KubernetesObject): unknown {
  const { generation, annotations, finalizers, deletionTimestamp, ownerReferences } = metadata;
  return { generation, annotations, finalizers, deletionTimestamp, ownerReferences };
}

/** Annotations that only we write: seeing our own write come back is no news. */
const ours: ReadonlySet<string> = new Set([annotation.externalName, annotation.account, annotation.createAttempt]);

/** Did somebody else change something while we were writing? */
export function foreignMove(old: KubernetesObject | undefined, next: KubernetesObject): boolean {
  return old === undefined || !deepEqual(foreignInput(old), foreignInput(next));
}

function foreignInput({ metadata }: KubernetesObject): unknown {
  const { generation, deletionTimestamp, ownerReferences } = metadata;
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([name]) => !ours.has(name));
  return { generation, deletionTimestamp, ownerReferences, annotations: Object.fromEntries(annotations) };
}

function statusMoved(old: KubernetesObject, next: KubernetesObject): boolean {
  return old['status'] !== undefined && !deepEqual(old['status'], next['status']);
}

/** Did something move that an object which refers to this one reads? */
export function movesDependents(old: KubernetesObject | undefined, next: KubernetesObject | undefined): boolean {
  if (old === undefined || next === undefined) return true;
  return !deepEqual(targetView(old), targetView(next));
}

function targetView(object: KubernetesObject): unknown {
  const { metadata } = object;
  const status = object['status'];
  const atProvider = typeof status === 'object' && status !== null && 'atProvider' in status ? status.atProvider : undefined;
  const names = [annotation.externalName, annotation.account].map((name) => annotationOf(metadata, name));
  const controller = metadata.ownerReferences?.find((owner) => owner.controller === true)?.uid;
  return { names, atProvider, labels: metadata.labels, controller, deleting: metadata.deletionTimestamp !== undefined };
}
