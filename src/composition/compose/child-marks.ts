import type { KubernetesObject } from '../../kubernetes/object.ts';

/** Label of every child: the uid of its composite. Children of types that are not ours are watched by it. */
export const compositeLabel = 'evenkeel.dev/composite';

/** Annotations of a child. */
export const childAnnotation = {
  /** Its key in the composition. */
  key: 'evenkeel.dev/composition-resource-name',
  /** Hash of what was applied last. */
  hash: 'evenkeel.dev/composition-hash',
  /** On a desired child: the keys that it had before, separated by commas. Never applied. */
  movedFrom: 'evenkeel.dev/moved-from',
} as const;

/** Finalizer of composites: it stays until the children are gone. */
export const compositeFinalizer = 'evenkeel.dev/composite';

/** Annotation of a composite: keys of children of stateful kinds that may be deleted, separated by commas, or `*`. */
export const approveDeletionAnnotation = 'evenkeel.dev/approve-deletion';

/** Index of informers by the uid of the composite that controls the object. */
export const compositeIndex = 'composite';

/** The index function of `compositeIndex`: the controlling owner's uid, of whatever kind it is. */
export function controllerUids(object: KubernetesObject): readonly string[] {
  const owner = controllerOf(object);
  return owner === undefined ? [] : [owner.uid];
}

/** The owner reference that says who controls an object. */
export function controllerOf({ metadata }: KubernetesObject) {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

/** The key of a child in its composition; undefined: somebody took the mark away. */
export function keyOfChild({ metadata }: KubernetesObject): string | undefined {
  return metadata.annotations?.[childAnnotation.key];
}
