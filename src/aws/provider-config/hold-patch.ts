import type { ObjectKey } from '../../engine/cloud.ts';
import type { ObjectMeta } from '../../kubernetes/object.ts';

/** Names of the marks by which one controller holds provider configs and their Secrets. */
export interface HoldNames {
  /** Both a finalizer and an annotation that says who uses the object; admission policies may read the latter. */
  readonly inUse: string;
  /** Annotation of a config: the Secret (`namespace/name`) that is held for it, so that it is let go when the config names another. */
  readonly heldSecret: string;
}

const plainNames: HoldNames = { inUse: 'evenkeel.dev/in-use', heldSecret: 'evenkeel.dev/held-secret' };

/** Several controllers may each see a part of the objects that use a config: each has marks of its own then, after `holder`. */
export function holdNames(holder?: string): HoldNames {
  if (holder === undefined) return plainNames;
  return { inUse: `${holder}.${plainNames.inUse}`, heldSecret: `${holder}.${plainNames.heldSecret}` };
}

/** How an object is to be held. */
export interface Hold {
  readonly names: HoldNames;
  readonly users: readonly ObjectKey[];
  /** Of a config that is used. */
  readonly heldSecret?: string | undefined;
}

/** Merge patch of metadata. null removes. */
export interface HoldPatch {
  readonly finalizers?: readonly string[];
  readonly annotations?: Readonly<Record<string, string | null>>;
}

const mostNamed = 3;

/** What has to change for the metadata to say who uses the object; undefined: nothing. */
export function holdPatch(
  metadata: Pick<ObjectMeta, 'finalizers' | 'annotations' | 'deletionTimestamp'>,
  hold: Hold,
): HoldPatch | undefined {
  const patch = { ...finalizerPatch(metadata, hold), ...annotationPatch(metadata, hold) };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function finalizerPatch(
  { finalizers = [], deletionTimestamp }: Pick<ObjectMeta, 'finalizers' | 'deletionTimestamp'>,
  { names: { inUse }, users }: Hold,
): HoldPatch {
  const has = finalizers.includes(inUse);
  const used = users.length > 0;
  if (has && !used) return { finalizers: finalizers.filter((name) => name !== inUse) };
  // No finalizer may be added to what is being deleted.
  return !has && used && deletionTimestamp === undefined ? { finalizers: [...finalizers, inUse] } : {};
}

function annotationPatch({ annotations = {} }: Pick<ObjectMeta, 'annotations'>, { names, users, heldSecret }: Hold): HoldPatch {
  const wanted = [
    [names.inUse, users.length === 0 ? undefined : describe(users)],
    [names.heldSecret, heldSecret],
  ] as const;
  const changed = wanted.filter(([name, text]) => annotations[name] !== text);
  return changed.length === 0 ? {} : { annotations: Object.fromEntries(changed.map(([name, text]) => [name, text ?? null])) };
}

/** `12: VPC shop/main, Subnet shop/a, ...` */
function describe(users: readonly ObjectKey[]): string {
  const names = users.map(({ kind, namespace, name }) => `${kind.split('.', 1)[0] ?? kind} ${namespace}/${name}`).toSorted();
  return `${users.length}: ${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ', ...' : ''}`;
}
