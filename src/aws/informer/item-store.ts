import type { Source } from '../aws-kind.ts';
import type { KindCache } from './kind-cache.ts';
import { sameValue } from './same-value.ts';
import type { Page } from './source-query.ts';

interface Item {
  /** As AWS sent it; undefined when it has to be looked at anew whatever it is. */
  raw: unknown;
  seenAt: number;
  /** Start of the last listing that had it (ms); undefined: none had, it was read by id. */
  listedAt: number | undefined;
}

interface Look {
  readonly raw: unknown;
  readonly seenAt: number;
}

/** Items that are looked at between two turns of the event loop. */
const chunkSize = 100;

/** The raw items of a source, so that only what changed is looked at by the kinds that share it. */
export class ItemStore {
  readonly #source: Source;
  readonly #breathe: () => Promise<void>;
  readonly #caches: KindCache[] = [];
  readonly #items = new Map<string, Item>();

  constructor(source: Source, breathe: () => Promise<void>) {
    this.#source = source;
    this.#breathe = breathe;
  }

  get caches(): readonly KindCache[] {
    return this.#caches;
  }

  /** A kind that joins later is shown what is here. */
  join(cache: KindCache): void {
    this.#caches.push(cache);
    for (const [id, { raw, seenAt }] of this.#items) if (raw !== undefined) cache.see(id, raw, seenAt);
  }

  /** Takes a page in and gives the ids on it. `listing` is the start of the listing that it belongs to, if it does. */
  async ingest(page: Page, listing?: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const [index, raw] of page.items.entries()) {
      if (index > 0 && index % chunkSize === 0) await this.#breathe();
      const id = this.#source.idOf(raw as never);
      // Without an id it could be told from no other.
      if (id === '') continue;
      ids.push(id);
      this.#ingestOne(id, { raw, seenAt: page.startedAt }, listing);
    }
    return ids;
  }

  wasSeenSince(id: string, time: number): boolean {
    return (this.#items.get(id)?.seenAt ?? Number.NEGATIVE_INFINITY) >= time;
  }

  /** The next look at the item counts as a change: a call of ours touched it. */
  invalidate(id: string): void {
    const item = this.#items.get(id);
    if (item !== undefined) item.raw = undefined;
  }

  /** Ids that earlier listings had, and those among them that the complete listing begun at `listing` lacks. */
  compare(listing: number): { readonly known: number; readonly lost: readonly string[] } {
    const known = [...this.#items].filter(([, { listedAt }]) => listedAt !== undefined);
    const lost = known.filter(([, { listedAt, seenAt }]) => (listedAt ?? 0) < listing && seenAt < listing);
    return { known: known.length, lost: lost.map(([id]) => id) };
  }

  /** No listing has them any more; whether they are there is another question. */
  unlist(ids: Iterable<string>): void {
    for (const id of ids) {
      const item = this.#items.get(id);
      if (item !== undefined) item.listedAt = undefined;
    }
  }

  /** Lets go of items that were not seen since `time` and on which nothing hangs that may still be there. */
  prune(ids: Iterable<string>, time: number): void {
    for (const id of ids) {
      if (this.wasSeenSince(id, time) || this.#caches.some((cache) => cache.holds(id))) continue;
      this.#items.delete(id);
      for (const cache of this.#caches) cache.dropItem(id);
    }
  }

  ids(): Iterable<string> {
    return this.#items.keys();
  }

  #ingestOne(id: string, look: Look, listing: number | undefined): void {
    const known = this.#items.get(id);
    const listedAt = listing ?? known?.listedAt;
    if (known === undefined) {
      const item = { ...look, listedAt };
      this.#items.set(id, item);
      this.#show(id, item, look);
      for (const cache of this.#caches) cache.appeared(id);
      return;
    }
    known.listedAt = listedAt;
    if (known.seenAt <= look.seenAt) this.#update(id, known, look);
  }

  #update(id: string, known: Item, { raw, seenAt }: Look): void {
    const same = known.raw !== undefined && sameValue(known.raw, raw);
    known.seenAt = seenAt;
    if (same) for (const cache of this.#caches) cache.touch(id, raw, seenAt);
    else this.#show(id, known, { raw, seenAt });
  }

  /** What an answer showed that was overtaken by a later one is looked at anew next time, though it be the same. */
  #show(id: string, item: Item, { raw, seenAt }: Look): void {
    const seen = this.#caches.map((cache) => cache.see(id, raw, seenAt));
    item.raw = seen.every((whole) => whole) ? raw : undefined;
  }
}
