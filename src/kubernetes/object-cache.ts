import { IndexSet } from './index-set.ts';
import type { Change, IndexFunction, ObjectStore } from './informer.ts';
import type { KubernetesObject } from './object.ts';
import { keyOf } from './object.ts';
import { isOlder } from './resource-version.ts';

/**
 * The store behind an informer. Events, pages and answers to our own writes arrive out of step with each other; the
 * rules here see to it that the newest state of an object wins, and that one that went does not come back.
 */
export class ObjectCache implements ObjectStore {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #indexes: IndexSet;
  readonly #emit: (change: Change) => void;
  /** Keys of objects that an answer to a write of ours put here, and the server's own account has not reached yet. */
  readonly #ahead = new Set<string>();
  /** How far the API server's own account, lists and watches, has come. */
  #progress: string | undefined;

  constructor(indexes: Readonly<Record<string, IndexFunction>>, emit: (change: Change) => void) {
    this.#indexes = new IndexSet(indexes);
    this.#emit = emit;
  }

  get(key: string): KubernetesObject | undefined {
    return this.#objects.get(key);
  }

  list(): readonly KubernetesObject[] {
    return [...this.#objects.values()];
  }

  byIndex(index: string, value: string): readonly KubernetesObject[] {
    return this.#indexes.find(index, value);
  }

  /** An object as a list or a watch showed it; older than what a write of ours returned, it is not news. */
  set(object: KubernetesObject): void {
    const key = keyOf(object);
    const known = this.#objects.get(key);
    const stale = known !== undefined && isOlder(object.metadata.resourceVersion, known.metadata.resourceVersion) === true;
    if (stale && this.#ahead.has(key)) return;
    this.#ahead.delete(key);
    this.#put(object);
  }

  /** An object that a watch said is gone; a namesake that a write of ours made after it stays. */
  delete(object: KubernetesObject): void {
    const key = keyOf(object);
    const known = this.#objects.get(key);
    if (known === undefined) return;
    if (known.metadata.uid !== object.metadata.uid && this.#ahead.has(key)) return;
    this.#remove(known);
  }

  /** The answer to a write of ours. What the server's own account has already passed is not put back. */
  observe(object: KubernetesObject): void {
    const key = keyOf(object);
    const { resourceVersion } = object.metadata;
    const reference = this.#objects.get(key)?.metadata.resourceVersion ?? this.#progress;
    if (reference !== undefined && (reference === resourceVersion || isOlder(resourceVersion, reference) === true)) return;
    this.#ahead.add(key);
    this.#put(object);
  }

  /** A list is complete: what it did not have is gone, unless a write of ours made it after the list was taken. */
  retain(keys: ReadonlySet<string>, version: string): void {
    for (const [key, object] of this.#objects) {
      if (keys.has(key)) continue;
      if (this.#ahead.has(key) && isOlder(version, object.metadata.resourceVersion) === true) continue;
      this.#remove(object);
    }
    this.advance(version);
  }

  /** The server's own account has come to `version`. */
  advance(version: string): void {
    this.#progress = version;
  }

  #put(object: KubernetesObject): void {
    const key = keyOf(object);
    const old = this.#objects.get(key);
    if (old !== undefined && sameState(old, object)) return;
    this.#objects.set(key, object);
    this.#indexes.move(key, old, object);
    if (old !== undefined && old.metadata.uid !== object.metadata.uid) this.#replaceIncarnation(old, object);
    else this.#emit({ old, new: object });
  }

  /** An object deleted and made again between two looks is told as what it is. */
  #replaceIncarnation(old: KubernetesObject, object: KubernetesObject): void {
    this.#emit({ old, new: undefined });
    this.#emit({ old: undefined, new: object });
  }

  #remove(known: KubernetesObject): void {
    const key = keyOf(known);
    this.#objects.delete(key);
    this.#ahead.delete(key);
    this.#indexes.move(key, known, undefined);
    this.#emit({ old: known, new: undefined });
  }
}

function sameState(a: KubernetesObject, b: KubernetesObject): boolean {
  return a.metadata.uid === b.metadata.uid && a.metadata.resourceVersion === b.metadata.resourceVersion;
}
