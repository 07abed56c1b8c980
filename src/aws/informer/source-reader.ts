import type { Source } from '../aws-kind.ts';
import { ownerTagKeys } from '../../engine/ownership/owner-tags.ts';
import type { Lane } from '../budget/call-bucket.ts';
import { Batcher } from './batcher.ts';
import { chunks } from './chunks.ts';
import type { InformerDeps } from './informer-deps.ts';
import type { ItemStore } from './item-store.ts';
import type { Probe } from './probe.ts';
import { sortProbes } from './probe.ts';
import type { Filter, Page, QueryDeps } from './source-query.ts';
import { queryIds, queryPages } from './source-query.ts';
import type { WakeList } from './wake-list.ts';

/** EC2 takes 200 values a filter. */
const valuesPerFilter = 200;

export interface SourceReaderDeps {
  readonly source: Source;
  readonly informer: InformerDeps;
  readonly items: ItemStore;
  readonly wakes: WakeList;
}

/** Reads of a source beside its listings, merged over objects. What they show goes into the items. */
export class SourceReader {
  readonly #deps: SourceReaderDeps;
  readonly #probes: Batcher<number>;
  readonly #byOwner: Batcher<number>;

  constructor(deps: SourceReaderDeps) {
    this.#deps = deps;
    const { clock, settings } = deps.informer;
    const shared = { clock, windowMs: settings.coalesceMs };
    this.#probes = new Batcher({ ...shared, maxKeys: deps.source.idsPerCall, run: (probes) => this.check(probes, 'edit') });
    this.#byOwner = new Batcher({ ...shared, maxKeys: valuesPerFilter, run: (uids) => this.#searchOwners(uids) });
  }

  /** Asks one probe, with those of others. Resolves with the start of a request not older than `notBefore`. */
  ask(probe: Probe, notBefore: number, signal: AbortSignal): Promise<number> {
    return this.#probes.request(probe, notBefore, signal);
  }

  /** Reads everything that carries the owner's uid, with that of others; where AWS does not filter by tag, everything. */
  readOwner(uid: string, notBefore: number, signal: AbortSignal): Promise<number> {
    return this.#byOwner.request(uid, notBefore, signal);
  }

  /** Reads what the filters let through; gives the ids of the items. */
  async readFiltered(filters: readonly Filter[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const page of queryPages(this.#deps.source, filters, this.query('edit'))) ids.push(...(await this.#deps.items.ingest(page)));
    this.#deps.wakes.flush('changed');
    return ids;
  }

  /** Asks probes and concludes which keys are missing. Resolves with its start. Rejects with CloudError. */
  async check(probes: readonly Probe[], lane: Lane): Promise<number> {
    const { items, wakes, informer } = this.#deps;
    const startedAt = informer.clock.now();
    for await (const page of this.#answers(probes, lane)) await items.ingest(page);
    wakes.flush('changed');
    const asked = new Set(probes);
    for (const cache of items.caches) cache.conclude(asked, startedAt);
    wakes.flush('gone');
    items.prune(probes, startedAt);
    return startedAt;
  }

  query(lane: Lane): QueryDeps {
    const { send, clock } = this.#deps.informer;
    return { send: send(lane), now: () => clock.now() };
  }

  async *#answers(probes: readonly Probe[], lane: Lane): AsyncGenerator<Page> {
    const { source } = this.#deps;
    const { ids, filters } = sortProbes(probes);
    for (const chunk of chunks(ids, source.idsPerCall)) yield* queryIds(source, chunk, this.query(lane));
    for (const { Name, Values } of filters) {
      for (const chunk of chunks(Values, valuesPerFilter)) yield* queryPages(source, [{ Name, Values: chunk }], this.query(lane));
    }
  }

  async #searchOwners(uids: readonly string[]): Promise<number> {
    const startedAt = this.#deps.informer.clock.now();
    await this.readFiltered(this.#deps.source.tagFilter ? [{ Name: `tag:${ownerTagKeys.uid}`, Values: uids }] : []);
    return startedAt;
  }
}
