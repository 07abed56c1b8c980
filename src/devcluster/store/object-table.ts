import type { DevObject } from '../api/dev-object.ts';
import type { Change } from './change-ring.ts';
import { ChangeRing } from './change-ring.ts';

/**
 * The objects of one storage key, by `namespace/name` or `name`. Writers see `latest`, which runs ahead of what readers
 * see by the writes that are not durable yet.
 */
export class ObjectTable {
  readonly latest = new Map<string, DevObject>();
  readonly changes: ChangeRing;
  readonly #visible = new Map<string, DevObject>();
  /** The keys of what is visible, sorted. */
  readonly #keys: string[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(limit: number, forgotten: number) {
    this.changes = new ChangeRing(limit, forgotten);
  }

  get(key: string): DevObject | undefined {
    return this.#visible.get(key);
  }

  /** The visible keys in `namespace` (of all without one), sorted. */
  keys(namespace?: string): readonly string[] {
    if (namespace === undefined) return this.#keys;
    // '0' is the character after '/'.
    return this.#keys.slice(this.#position(`${namespace}/`), this.#position(`${namespace}0`));
  }

  /** Shows a change to readers, and wakes those who wait for one. */
  publish(change: Change): void {
    this.show(change.key, change.current);
    this.changes.push(change);
    for (const listener of this.#listeners) listener();
  }

  /** Sets what readers see, without a change to be watched: what was there from the start. */
  show(key: string, object: DevObject | undefined): void {
    const known = this.#visible.has(key);
    if (object === undefined) this.#visible.delete(key);
    else this.#visible.set(key, object);
    if (known && object === undefined) this.#keys.splice(this.#position(key), 1);
    if (!known && object !== undefined) this.#keys.splice(this.#position(key), 0, key);
  }

  /** Calls the listener after each change. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The place of the first key that is not below this one. */
  #position(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
