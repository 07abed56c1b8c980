import type { IndexFunction } from './informer.ts';
import type { KubernetesObject } from './object.ts';

/** Objects of one index by value, then by key. */
type Buckets = Map<string, Map<string, KubernetesObject>>;

/** Keeps objects findable by the values that each index function gives. */
export class IndexSet {
  readonly #functions: Readonly<Record<string, IndexFunction>>;
  readonly #indexes = new Map<string, Buckets>();

  constructor(functions: Readonly<Record<string, IndexFunction>>) {
    this.#functions = functions;
    for (const name of Object.keys(functions)) this.#indexes.set(name, new Map());
  }

  /** Throws on an index that was not declared: asking for one is a mistake in the program. */
  find(index: string, value: string): readonly KubernetesObject[] {
    const buckets = this.#indexes.get(index);
    if (buckets === undefined) throw new Error(`there is no index ${JSON.stringify(index)}`);
    return [...(buckets.get(value)?.values() ?? [])];
  }

  /** Takes the old state of an object out and puts the new one in. */
  move(key: string, old: KubernetesObject | undefined, next: KubernetesObject | undefined): void {
    for (const [name, buckets] of this.#indexes) {
      for (const value of this.#values(name, old)) remove(buckets, value, key);
      for (const value of this.#values(name, next)) insert(buckets, value, key, next);
    }
  }

  #values(index: string, object: KubernetesObject | undefined): readonly string[] {
    return object === undefined ? [] : (this.#functions[index]?.(object) ?? []);
  }
}

function remove(buckets: Buckets, value: string, key: string): void {
  const bucket = buckets.get(value);
  bucket?.delete(key);
  if (bucket?.size === 0) buckets.delete(value);
}

function insert(buckets: Buckets, value: string, key: string, object: KubernetesObject | undefined): void {
  if (object === undefined) return;
  const bucket = buckets.get(value) ?? new Map<string, KubernetesObject>();
  bucket.set(key, object);
  buckets.set(value, bucket);
}
