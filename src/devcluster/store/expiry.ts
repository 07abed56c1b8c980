import type { Timer } from '../../base/clock.ts';
import type { Change } from './change-ring.ts';
import { removeObject } from './remove-object.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';

interface Due {
  readonly entry: ServedEntry;
  readonly key: string;
  readonly uid: string;
  readonly at: number;
}

/**
 * Ends objects that go by themselves, some time after their last change. One timer waits for the next of them. After a
 * restart the time begins anew.
 */
export class Expiry {
  readonly #store: StoreContext;
  /** By storage key and key, in the order in which they were last changed; types with different lives each in one map. */
  readonly #due = new Map<number, Map<string, Due>>();
  readonly #entries = new Map<string, ServedEntry>();
  #timer: Timer | undefined;

  constructor(store: StoreContext) {
    this.#store = store;
    for (const resource of store.registry.resources) {
      const entry = store.registry.entry(resource);
      if (entry.strategy.expiresAfterMs !== undefined) this.#entries.set(resource.storageKey, entry);
    }
  }

  /** Takes in what is there at the start. */
  begin(): void {
    for (const [storageKey, entry] of this.#entries) {
      for (const [key, { metadata }] of this.#store.ledger.table(storageKey).latest) this.#expect(entry, key, metadata.uid);
    }
  }

  /** To be told of every change. */
  changed(storageKey: string, { key, current }: Change): void {
    const entry = this.#entries.get(storageKey);
    if (entry === undefined) return;
    if (current === undefined) this.#queueOf(entry).delete(`${storageKey} ${key}`);
    else this.#expect(entry, key, current.metadata.uid);
  }

  close(): void {
    this.#timer?.cancel();
    this.#due.clear();
    this.#entries.clear();
  }

  #queueOf({ strategy }: ServedEntry): Map<string, Due> {
    const lifeMs = strategy.expiresAfterMs ?? 0;
    const queue = this.#due.get(lifeMs) ?? new Map<string, Due>();
    this.#due.set(lifeMs, queue);
    return queue;
  }

  #expect(entry: ServedEntry, key: string, uid: string): void {
    const queue = this.#queueOf(entry);
    const place = `${entry.resource.storageKey} ${key}`;
    queue.delete(place);
    queue.set(place, { entry, key, uid, at: this.#store.deps.clock.now() + (entry.strategy.expiresAfterMs ?? 0) });
    if (this.#timer === undefined) this.#wait();
  }

  #wait(): void {
    const { clock } = this.#store.deps;
    const next = [...this.#due.values()].flatMap((queue) => [...queue.values()].slice(0, 1)).map(({ at }) => at);
    this.#timer = next.length === 0 ? undefined : clock.after(Math.min(...next) - clock.now(), () => this.#sweep());
  }

  #sweep(): void {
    const now = this.#store.deps.clock.now();
    for (const queue of this.#due.values()) {
      for (const [place, due] of queue) {
        if (due.at > now) break;
        queue.delete(place);
        this.#end(due);
      }
    }
    this.#wait();
  }

  #end({ entry, key, uid }: Due): void {
    const object = this.#store.ledger.table(entry.resource.storageKey).latest.get(key);
    if (object?.metadata.uid === uid) removeObject(this.#store, entry, entry.view(object));
  }
}
