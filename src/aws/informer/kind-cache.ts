import { deepEqual } from '../../base/json.ts';
import type { Logger } from '../../base/logger.ts';
import type { Interest, ObjectKey, Where } from '../../engine/cloud.ts';
import { kindName } from '../../engine/kind.ts';
import type { Observation, OwnerIdentity } from '../../engine/observation.ts';
import type { AwsKind, DeepPart, DeepValues } from '../aws-kind.ts';
import { Entry } from './entry.ts';
import { EntryIndex } from './entry-index.ts';
import { Forgotten } from './forgotten.ts';
import { initialValues } from './initial-values.ts';
import { InterestIndex } from './interest-index.ts';
import { mayBeName } from './may-be-name.ts';
import type { Probe } from './probe.ts';
import { filterProbes } from './probe.ts';
import { differs, volatileFields } from './visible-change.ts';

/** A confirmation of absence has to start this long after the first read that missed it (ms). */
export const confirmAfterMs = 10_000;
/** What is gone and watched by nobody is remembered this long (ms), so that its owner can still be told. */
const rememberGoneMs = 600_000;

export interface KindCacheDeps {
  readonly kind: AwsKind;
  readonly where: Where;
  readonly controlPlane: string;
  readonly now: () => number;
  readonly logger: Logger;
  /** ms in which a fresh create is not believed to be missing. */
  readonly visibilityWindowMs: number;
  /** When the deep parts of what is read now are due again (ms). */
  readonly nextDeepAt: () => number;
  /** Called for each object whose cloud side moved. */
  readonly wake: (object: ObjectKey) => void;
  /** Has the probes asked at `at` (ms), to see whether a key is gone. */
  readonly confirmLater: (probes: readonly Probe[], at: number) => void;
}

/** What one session knows of one kind. Does no I/O: items, deep values and absences are told to it. */
export class KindCache {
  readonly kind: AwsKind;
  readonly parts: readonly DeepPart[];
  readonly interests = new InterestIndex();
  readonly #deps: KindCacheDeps;
  readonly #name: string;
  readonly #volatile: ReadonlySet<string>;
  readonly #index = new EntryIndex((entry) => this.probesOf(entry.key, entry));
  /** What the last look at an item showed. */
  readonly #shown = new Map<string, readonly Entry[]>();
  readonly #forgotten = new Forgotten();

  constructor(deps: KindCacheDeps) {
    this.#deps = deps;
    this.kind = deps.kind;
    this.parts = deps.kind.deep ?? [];
    this.#name = kindName(deps.kind.schema);
    this.#volatile = volatileFields(deps.kind.schema);
  }

  /** By key or alias. */
  find(name: string): Entry | undefined {
    return this.#index.find(name);
  }

  entries(): Iterable<Entry> {
    return this.#index.all();
  }

  /** Entries that the last look at an item showed. */
  shownBy(itemId: string): readonly Entry[] {
    return this.#shown.get(itemId) ?? [];
  }

  /** The item is not kept any more. */
  dropItem(itemId: string): void {
    this.#shown.delete(itemId);
  }

  /** Does anything that may still be there hang on the item? */
  holds(itemId: string): boolean {
    return [...this.#index.hangingOn(itemId)].some(({ status }) => status === 'present' || status === 'suspect');
  }

  /** What carries the owner's identity and is not known to be gone, lowest attempt first. */
  owned(owner: OwnerIdentity): readonly Entry[] {
    const attempt = (entry: Entry): number => entry.observation()?.owner?.attempt ?? 0;
    return this.#index
      .ownedBy(owner)
      .filter(({ status }) => status !== 'gone')
      .toSorted((a, b) => attempt(a) - attempt(b));
  }

  /** What carries owner tags of this control plane and kind, and was seen at the last look. */
  allOwned(): readonly Entry[] {
    return [...this.#index.all()].filter((entry) => {
      const owner = entry.status === 'present' ? entry.observation()?.owner : undefined;
      return owner?.controlPlane === this.#deps.controlPlane && owner.kind === this.#name;
    });
  }

  isWatched(entry: Entry): boolean {
    return this.interests.has(entry.key) || (entry.observation()?.aliases ?? []).some((alias) => this.interests.has(alias));
  }

  /** Is it merely the alias under which somebody watches another entry? */
  isStandIn(entry: Entry): boolean {
    return this.#index.isAlias(entry.key);
  }

  /** Watched, or tagged as ours: its absence is confirmed before it is believed. */
  matters(entry: Entry): boolean {
    return this.isWatched(entry) || entry.observation()?.owner?.controlPlane === this.#deps.controlPlane;
  }

  /** What to ask to see a key: its filters, its own item, else the item that showed it last and the parents that its watchers name. Nothing for what can't be a name. */
  probesOf(key: string, entry = this.find(key)): readonly Probe[] {
    if (!mayBeName(this.kind, key)) return [];
    const last = entry?.itemId === undefined ? [] : [entry.itemId];
    return this.#ownProbes(key) ?? [...new Set([...last, ...this.interests.parentsOf(key)])];
  }

  watch(object: ObjectKey, interest: Interest): void {
    if (deepEqual(this.interests.of(object), interest)) return;
    const before = this.interests.delete(object)?.keys ?? [];
    this.interests.set(object, interest);
    for (const key of interest.keys) if (this.find(key) === undefined) this.#make(key);
    this.#relink([...before, ...interest.keys]);
  }

  unwatch(object: ObjectKey): void {
    this.#relink(this.interests.delete(object)?.keys ?? []);
  }

  /** An item as a request that started at `seenAt` showed it. False: of some that it shows a later look, or their end, is known. */
  see(itemId: string, item: unknown, seenAt: number): boolean {
    const shown = this.#observe(item, seenAt);
    const observations = shown.filter(({ key }) => !this.#forgotten.covers(key, seenAt));
    const overtaken = observations.filter(({ key }) => (this.#index.get(key)?.seenAt ?? seenAt) > seenAt);
    for (const observation of observations) this.#seeOne(itemId, observation, seenAt);
    const entries = observations.flatMap(({ key }) => this.#index.get(key) ?? []);
    if (entries.length === 0) this.#shown.delete(itemId);
    else this.#shown.set(itemId, entries);
    return overtaken.length === 0 && observations.length === shown.length;
  }

  /** An item was seen again, unchanged. */
  touch(itemId: string, item: unknown, seenAt: number): void {
    const shown = this.shownBy(itemId);
    if (shown.some((entry) => this.#isOrphan(entry, itemId))) {
      this.see(itemId, item, seenAt);
      return;
    }
    for (const entry of shown) {
      if (entry.itemId !== itemId || entry.seenAt > seenAt || this.#forgotten.covers(entry.key, seenAt)) continue;
      const returned = entry.status !== 'present';
      entry.touch(seenAt);
      if (returned) this.#wake(entry);
    }
  }

  /** An item is here that was not: who waits for the parent is told. */
  appeared(itemId: string): void {
    for (const object of this.interests.childrenOf(itemId)) this.#deps.wake(object);
  }

  /** What a mutating call of ours answered. A key that was not there before is fresh. Wakes nobody: who recorded it knows. */
  record(observation: Observation): void {
    const entry = this.#index.get(observation.key) ?? this.#make(observation.key);
    if (entry.status === 'present' && entry.seenAt > observation.seenAt) return;
    this.#forgotten.delete(observation.key);
    this.#index.change(entry, () => {
      if (entry.status !== 'present') this.#begin(entry, observation);
      this.#take(entry, observation, entry.itemId);
    });
  }

  /** AWS confirmed the delete: looks that started before it don't bring the key back. */
  forget(key: string): void {
    const entry = this.#index.get(key);
    if (entry !== undefined) this.#index.remove(entry);
    this.#forgotten.add(key, this.#deps.now());
    if (this.interests.has(key)) this.#make(key);
  }

  /** Takes what a deep read of one part showed. */
  seeDeep(entry: Entry, part: string, values: DeepValues, seenAt: number): void {
    const before = entry.observation();
    this.#index.change(entry, () => entry.seeDeep(part, { values, seenAt }));
    const after = entry.observation();
    if (before !== undefined && after !== undefined && differs(before, after, this.#volatile)) this.#wake(entry, before);
  }

  /** Does anything that somebody cares about wait for the probe to be asked again? */
  doubts(probe: Probe): boolean {
    return [...this.#index.hangingOn(probe)].some((entry) => entry.status === 'suspect' && this.matters(entry));
  }

  /** The probes were asked at `startedAt`, whatever the tags: what they would have shown and did not is missing. */
  conclude(probes: ReadonlySet<Probe>, startedAt: number): void {
    const hanging = new Set([...probes].flatMap((probe) => [...this.#index.hangingOn(probe)]));
    for (const entry of hanging) {
      if (entry.seenAt < startedAt && this.probesOf(entry.key).every((probe) => probes.has(probe))) this.#miss(entry, startedAt);
    }
  }

  /** A complete listing began at `startedAt`: what it lacks and nobody cares about is let go without a confirmation. */
  dropForeign(startedAt: number): void {
    for (const entry of this.#index.all()) {
      if (entry.status === 'present' && entry.seenAt < startedAt && !this.matters(entry)) this.#index.remove(entry);
    }
  }

  /** Lets go of what nobody can ask for any more. */
  prune(): void {
    const forgettable = this.#deps.now() - rememberGoneMs;
    for (const entry of this.#index.all()) {
      const over = entry.status === 'unseen' || (entry.status === 'gone' && (entry.goneAt ?? 0) < forgettable);
      if (over && !this.isWatched(entry)) this.#index.remove(entry);
    }
    this.#forgotten.prune(forgettable);
  }

  /** undefined: the key does not tell where it shows. */
  #ownProbes(key: string): readonly Probe[] | undefined {
    const { filtersOf, itemIdOf } = this.kind;
    const filters = filtersOf?.(key);
    if (filters !== undefined) return filterProbes(filters);
    if (filtersOf === undefined && itemIdOf === undefined) return [key];
    const itemId = itemIdOf?.(key);
    return itemId === undefined ? undefined : [itemId];
  }

  #observe(item: unknown, seenAt: number): readonly Observation[] {
    try {
      return this.kind.observe(item as never, this.#deps.where, seenAt);
    } catch (error) {
      // One item that is not as documented must not hide the others.
      this.#deps.logger.error(
        { kind: this.#name, error: error instanceof Error ? error.message : 'unknown' },
        'an item could not be understood',
      );
      return [];
    }
  }

  /** Two items showed the entry for a while (an association that moved), and the one that was believed shows it no more. */
  #isOrphan({ itemId: last, key }: Entry, itemId: string): boolean {
    return last !== undefined && last !== itemId && !this.shownBy(last).some((entry) => entry.key === key);
  }

  /** Of two items that show one key, the one in which it is on its way out is not believed. */
  #isOutdone(entry: Entry, itemId: string, observation: Observation): boolean {
    if (entry.status !== 'present' || entry.itemId === undefined || entry.itemId === itemId || this.#isOrphan(entry, itemId)) return false;
    return observation.state.phase === 'deleting' && entry.observation()?.state.phase !== 'deleting';
  }

  #seeOne(itemId: string, observation: Observation, seenAt: number): void {
    const entry = this.#index.get(observation.key) ?? this.#make(observation.key);
    if (entry.seenAt > seenAt || this.#isOutdone(entry, itemId, observation)) return;
    const before = entry.status === 'present' ? entry.observation() : undefined;
    this.#index.change(entry, () => this.#take(entry, observation, itemId));
    const after = entry.observation();
    if (before === undefined || (after !== undefined && differs(before, after, this.#volatile))) this.#wake(entry, before);
  }

  #take(entry: Entry, observation: Observation, itemId: string | undefined): void {
    if (entry.status === 'gone') entry.deep.clear();
    entry.itemId = itemId;
    if (entry.deepDueAt < 0) entry.deepDueAt = this.#deps.nextDeepAt();
    entry.see(observation, observation.seenAt);
  }

  #begin(entry: Entry, observation: Observation): void {
    // Parts that are not seen are made anew at once, by calls that can't be done twice: there is nothing to be held back for.
    if (this.kind.assemble === undefined) entry.freshUntil = observation.seenAt + this.#deps.visibilityWindowMs;
    for (const part of this.parts) {
      const values = initialValues(part, observation);
      if (values !== undefined) entry.seeDeep(part.name, { values, seenAt: observation.seenAt });
    }
  }

  #miss(entry: Entry, at: number): void {
    if (entry.status === 'gone' || this.#deps.now() < entry.freshUntil || this.isStandIn(entry)) return;
    if (!this.matters(entry)) {
      this.#index.remove(entry);
      return;
    }
    entry.missedAt ??= at;
    const confirmAt = entry.missedAt + confirmAfterMs;
    if (at < confirmAt) {
      entry.status = 'suspect';
      this.#deps.confirmLater(this.probesOf(entry.key), confirmAt);
      return;
    }
    entry.leave(at);
    this.#wake(entry);
  }

  #wake(entry: Entry, before?: Observation): void {
    const looks = [before, entry.observation()];
    const names = new Set([entry.key, ...looks.flatMap((look) => look?.aliases ?? [])]);
    const watching = [...names].flatMap((name) => this.interests.objectsOf(name));
    for (const object of [...watching, ...looks.flatMap((look) => this.#ownerOf(look))]) this.#deps.wake(object);
  }

  /** The object of this kind whose owner tags the resource carries. */
  #ownerOf(look: Observation | undefined): readonly ObjectKey[] {
    const owner = look?.owner;
    if (owner === undefined || owner.controlPlane !== this.#deps.controlPlane || owner.kind !== this.#name) return [];
    return [{ kind: owner.kind, namespace: owner.namespace, name: owner.name }];
  }

  #make(key: string): Entry {
    const entry = new Entry(key, this.parts);
    this.#index.add(entry);
    return entry;
  }

  #relink(keys: readonly string[]): void {
    for (const key of keys) {
      const entry = this.find(key);
      if (entry !== undefined) this.#index.change(entry, () => undefined);
    }
  }
}
