import type { Interest, ObjectKey } from '../../engine/cloud.ts';
import { MultiMap } from './multi-map.ts';

interface Watcher {
  readonly object: ObjectKey;
  readonly interest: Interest;
}

/** Which objects of a kind watch which names and parents. */
export class InterestIndex {
  readonly #watchers = new Map<string, Watcher>();
  readonly #byName = new MultiMap<Watcher>();
  readonly #byParent = new MultiMap<Watcher>();

  get size(): number {
    return this.#watchers.size;
  }

  /** Replaces an earlier interest. */
  set(object: ObjectKey, interest: Interest): void {
    this.delete(object);
    const watcher = { object, interest };
    this.#watchers.set(idOf(object), watcher);
    for (const name of interest.keys) this.#byName.add(name, watcher);
    for (const parent of interest.parents) this.#byParent.add(parent, watcher);
  }

  /** The interest that ends with this. */
  delete(object: ObjectKey): Interest | undefined {
    const watcher = this.#watchers.get(idOf(object));
    if (watcher === undefined) return undefined;
    this.#watchers.delete(idOf(object));
    for (const name of watcher.interest.keys) this.#byName.delete(name, watcher);
    for (const parent of watcher.interest.parents) this.#byParent.delete(parent, watcher);
    return watcher.interest;
  }

  of(object: ObjectKey): Interest | undefined {
    return this.#watchers.get(idOf(object))?.interest;
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  objectsOf(name: string): readonly ObjectKey[] {
    return [...this.#byName.get(name)].map(({ object }) => object);
  }

  childrenOf(parent: string): readonly ObjectKey[] {
    return [...this.#byParent.get(parent)].map(({ object }) => object);
  }

  /** Parents that those name who watch `name`. */
  parentsOf(name: string): readonly string[] {
    return [...new Set([...this.#byName.get(name)].flatMap(({ interest }) => interest.parents))];
  }

  parents(): Iterable<string> {
    return this.#byParent.keys();
  }
}

function idOf({ kind, namespace, name }: ObjectKey): string {
  return `${kind}/${namespace}/${name}`;
}
