import { isObject } from '../../base/json.ts';
import type { CloudView, Interest, ObjectKey, ReadOptions, Sighting } from '../../engine/cloud.ts';
import type { Observation, OwnerIdentity } from '../../engine/observation.ts';
import type { NaturalKey } from '../aws-kind.ts';
import type { DeepReader } from './deep-reader.ts';
import type { Entry } from './entry.ts';
import type { ItemStore } from './item-store.ts';
import type { KindCache } from './kind-cache.ts';
import type { SourceReader } from './source-reader.ts';
import type { SweepLoop } from './sweep-loop.ts';

export interface KindViewDeps {
  readonly cache: KindCache;
  readonly deep: DeepReader;
  readonly items: ItemStore;
  readonly reader: SourceReader;
  readonly loop: SweepLoop;
  readonly nextDeepAt: () => number;
}

/** The engine's view of one kind in one session. */
export class KindView implements CloudView {
  readonly #deps: KindViewDeps;

  constructor(deps: KindViewDeps) {
    this.#deps = deps;
  }

  synced(signal: AbortSignal): Promise<void> {
    return this.#deps.loop.synced(signal);
  }

  listedAt(): number | undefined {
    return this.#deps.loop.listedAt;
  }

  get(name: string): Sighting {
    return this.#deps.cache.find(name)?.sighting() ?? { state: 'unseen' };
  }

  owned(owner: OwnerIdentity): readonly Observation[] {
    return this.#deps.cache.owned(owner).flatMap((entry) => entry.observation() ?? []);
  }

  allOwned(): readonly Observation[] {
    return this.#deps.cache.allOwned().flatMap((entry) => entry.observation() ?? []);
  }

  async read(name: string, options: ReadOptions): Promise<Observation | undefined> {
    const since = await this.#lookedAt(name, options);
    const entry = this.#deps.cache.find(name);
    return entry === undefined || !wasSeen(entry, since) ? undefined : await this.#withDeep(entry, options);
  }

  async lookUpOwner(owner: OwnerIdentity & { readonly uid: string }, options: ReadOptions): Promise<readonly Observation[]> {
    const since = await this.#deps.reader.readOwner(owner.uid, options.notBefore, options.signal);
    const found = this.#deps.cache.owned(owner).filter((entry) => entry.observation()?.owner?.uid === owner.uid && wasSeen(entry, since));
    return await this.#allWithDeep(found, options);
  }

  async lookUpNatural(natural: unknown, options: ReadOptions): Promise<readonly Observation[]> {
    options.signal.throwIfAborted();
    const ids = await this.#deps.reader.readFiltered(asNaturalKey(natural).filters);
    return await this.#allWithDeep(
      ids.flatMap((id) => this.#deps.cache.shownBy(id)),
      options,
    );
  }

  record(observation: Observation): void {
    this.#invalidate(observation.key);
    this.#deps.cache.record(observation);
    this.#invalidate(observation.key);
  }

  forget(key: string): void {
    this.#invalidate(key);
    this.#deps.cache.forget(key);
  }

  watch(object: ObjectKey, interest: Interest): void {
    this.#deps.cache.watch(object, interest);
    this.#deps.loop.start();
  }

  unwatch(object: ObjectKey): void {
    this.#deps.cache.unwatch(object);
  }

  /** The start of a look that is recent enough (ms): the last one where that will do, else a new one. */
  #lookedAt(name: string, options: ReadOptions): number | Promise<number> {
    const entry = this.#deps.cache.find(name);
    if (entry === undefined || entry.status !== 'present') return this.#ask(name, options);
    const isShown = options.deepAlone === true && this.#deps.deep.shows(options.deep);
    const isEnough = isShown || entry.seenAt >= options.notBefore;
    return isEnough ? entry.seenAt : this.#ask(name, options);
  }

  /** Asks what would show a name; gives the start of the earliest request. A name of which nobody can tell where it would show is not asked for. */
  async #ask(name: string, { notBefore, signal }: ReadOptions): Promise<number> {
    const probes = this.#deps.cache.probesOf(name);
    const starts = await Promise.all(probes.map((probe) => this.#deps.reader.ask(probe, notBefore, signal)));
    return Math.min(...starts);
  }

  async #withDeep(entry: Entry, options: ReadOptions): Promise<Observation | undefined> {
    if (options.deep !== undefined) await this.#deps.deep.refresh(entry, options.deep, options);
    if (options.deep === 'all') entry.deepDueAt = this.#deps.nextDeepAt();
    return entry.observation();
  }

  async #allWithDeep(entries: readonly Entry[], options: ReadOptions): Promise<readonly Observation[]> {
    const observations = await Promise.all(entries.map((entry) => this.#withDeep(entry, options)));
    return observations.filter((observation) => observation !== undefined);
  }

  /** The item that shows a key has to be looked at anew, though AWS may show it as it was. */
  #invalidate(key: string): void {
    const last = this.#deps.cache.find(key)?.itemId;
    for (const id of [...this.#deps.cache.probesOf(key), ...(last === undefined ? [] : [last])]) this.#deps.items.invalidate(id);
  }
}

function wasSeen(entry: Entry, since: number): boolean {
  return entry.status === 'present' && entry.seenAt >= since;
}

/** The engine hands back what the kind gave it, without knowing what it is. */
function asNaturalKey(natural: unknown): NaturalKey {
  if (!isObject(natural) || !Array.isArray(natural['filters'])) throw new TypeError('a natural key has filters');
  return natural as unknown as NaturalKey;
}
