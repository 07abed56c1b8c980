import type { OwnerIdentity } from '../../engine/observation.ts';
import type { Entry } from './entry.ts';
import { MultiMap } from './multi-map.ts';
import type { Probe } from './probe.ts';

/** Where an entry is found beside its key; kept so that it can be taken out again after the entry has changed. */
interface Places {
  readonly aliases: readonly string[];
  readonly owner: string | undefined;
  readonly hooks: readonly string[];
}

/** The entries of a kind by key, alias, owner, the probes that would show them and the item that did. */
export class EntryIndex {
  readonly #probesOf: (entry: Entry) => readonly Probe[];
  readonly #entries = new Map<string, Entry>();
  readonly #places = new Map<Entry, Places>();
  readonly #aliases = new Map<string, Entry>();
  readonly #byOwner = new MultiMap<Entry>();
  readonly #byHook = new MultiMap<Entry>();

  constructor(probesOf: (entry: Entry) => readonly Probe[]) {
    this.#probesOf = probesOf;
  }

  /** By key or alias; who has the alias comes before who is merely watched under it. */
  find(name: string): Entry | undefined {
    return this.#aliases.get(name) ?? this.#entries.get(name);
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  isAlias(name: string): boolean {
    return this.#aliases.has(name);
  }

  all(): Iterable<Entry> {
    return this.#entries.values();
  }

  ownedBy(owner: OwnerIdentity): readonly Entry[] {
    return [...this.#byOwner.get(ownerId(owner))];
  }

  /** Entries that a probe would show, or that an item showed last. */
  hangingOn(hook: string): Iterable<Entry> {
    return this.#byHook.get(hook);
  }

  add(entry: Entry): void {
    this.#entries.set(entry.key, entry);
    this.#place(entry);
  }

  remove(entry: Entry): void {
    this.#displace(entry);
    if (this.#entries.get(entry.key) === entry) this.#entries.delete(entry.key);
  }

  /** Finds the entry anew after `change`, which may move what it is found by. */
  change(entry: Entry, change: () => void): void {
    this.#displace(entry);
    change();
    this.#place(entry);
  }

  #place(entry: Entry): void {
    const observation = entry.observation();
    const places: Places = {
      aliases: (observation?.aliases ?? []).filter((alias) => alias !== entry.key),
      owner: observation?.owner === undefined ? undefined : ownerId(observation.owner),
      hooks: [...new Set([...this.#probesOf(entry), ...(entry.itemId === undefined ? [] : [entry.itemId])])],
    };
    this.#places.set(entry, places);
    for (const alias of places.aliases) this.#aliases.set(alias, entry);
    if (places.owner !== undefined) this.#byOwner.add(places.owner, entry);
    for (const hook of places.hooks) this.#byHook.add(hook, entry);
  }

  #displace(entry: Entry): void {
    const places = this.#places.get(entry);
    if (places === undefined) return;
    this.#places.delete(entry);
    for (const alias of places.aliases) if (this.#aliases.get(alias) === entry) this.#aliases.delete(alias);
    if (places.owner !== undefined) this.#byOwner.delete(places.owner, entry);
    for (const hook of places.hooks) this.#byHook.delete(hook, entry);
  }
}

function ownerId({ controlPlane, kind, namespace, name }: OwnerIdentity): string {
  return JSON.stringify([controlPlane, kind, namespace, name]);
}
