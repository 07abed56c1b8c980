const nothing: ReadonlySet<never> = new Set();

/** A map from a string to a set; empty sets do not stay. */
export class MultiMap<Value> {
  readonly #sets = new Map<string, Set<Value>>();

  get(key: string): ReadonlySet<Value> {
    return this.#sets.get(key) ?? nothing;
  }

  has(key: string): boolean {
    return this.#sets.has(key);
  }

  keys(): Iterable<string> {
    return this.#sets.keys();
  }

  add(key: string, value: Value): void {
    const set = this.#sets.get(key);
    if (set === undefined) this.#sets.set(key, new Set([value]));
    else set.add(value);
  }

  delete(key: string, value: Value): void {
    const set = this.#sets.get(key);
    if (set?.delete(value) === true && set.size === 0) this.#sets.delete(key);
  }
}
