import type { ObjectKey } from '../../engine/cloud.ts';
import type { ObjectMeta } from '../../kubernetes/object.ts';

/** On provider configs and their Secrets, while objects use them. Both a finalizer and an annotation; admission policies may read the latter. */
export const inUse = 'evenkeel.dev/in-use';

const mostNamed = 3;

/** Merge patch of metadata. null removes. */
export interface InUsePatch {
  readonly finalizers?: readonly string[];
  readonly annotations?: Readonly<Record<string, string | null>>;
}

/** What has to change for the metadata to say who uses the object; undefined: nothing. */
export function inUsePatch(
  metadata: Pick<ObjectMeta, 'finalizers' | 'annotations' | 'deletionTimestamp'>,
  users: readonly ObjectKey[],
): InUsePatch | undefined {
  const patch = { ...finalizerPatch(metadata, users.length > 0), ...annotationPatch(metadata, users) };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function finalizerPatch(
  { finalizers = [], deletionTimestamp }: Pick<ObjectMeta, 'finalizers' | 'deletionTimestamp'>,
  used: boolean,
): InUsePatch {
  const has = finalizers.includes(inUse);
  if (has && !used) return { finalizers: finalizers.filter((name) => name !== inUse) };
  // No finalizer may be added to what is being deleted.
  return !has && used && deletionTimestamp === undefined ? { finalizers: [...finalizers, inUse] } : {};
}

function annotationPatch({ annotations = {} }: Pick<ObjectMeta, 'annotations'>, users: readonly ObjectKey[]): InUsePatch {
  const text = users.length === 0 ? undefined : describe(users);
  return annotations[inUse] === text ? {} : { annotations: { [inUse]: text ?? null } };
}

/** `12: VPC shop/main, Subnet shop/a, ...` */
function describe(users: readonly ObjectKey[]): string {
  const names = users.map(({ kind, namespace, name }) => `${kind.split('.', 1)[0] ?? kind} ${namespace}/${name}`).toSorted();
  return `${users.length}: ${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ', ...' : ''}`;
}
