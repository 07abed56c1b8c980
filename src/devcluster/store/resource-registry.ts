import { deepEqual } from '../../base/json.ts';
import type { DevObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { builtinResources } from '../builtin/builtin-resources.ts';
import { servedVersions, storageVersionOf } from './crd-resources.ts';
import { notServed } from './refusals.ts';
import { ServedEntry } from './served-entry.ts';

interface CustomEntries {
  /** The spec and the names that the entries were made from. */
  readonly crd: DevObject;
  readonly entries: readonly ServedEntry[];
}

/** All that is served: the built-in resources, and those of the CustomResourceDefinitions that are there. */
export class ResourceRegistry {
  readonly #builtin = builtinResources().map((resource) => new ServedEntry(resource));
  readonly #custom = new Map<string, CustomEntries>();
  readonly #listeners = new Set<() => void>();
  #byName = new Map<string, ServedEntry>();
  #resources: readonly ServedResource[] = [];

  constructor() {
    this.#rebuild();
  }

  get resources(): readonly ServedResource[] {
    return this.#resources;
  }

  /** What is served under the resource's group, version and name now; throws 404 when nothing is. */
  entry(resource: Pick<ServedResource, 'group' | 'version' | 'plural'>): ServedEntry {
    const entry = this.#byName.get(nameOf(resource));
    if (entry === undefined) throw notServed();
    return entry;
  }

  /** Any of the entries whose objects live under this storage key. */
  entryOf(storageKey: string): ServedEntry | undefined {
    return [...this.#byName.values()].find(({ resource }) => resource.storageKey === storageKey);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Serves what a definition says, as it stands; none: it is gone. A change of status or metadata alone changes nothing. */
  define(name: string, crd: DevObject | undefined): void {
    const known = this.#custom.get(name);
    if (known === undefined && crd === undefined) return;
    const entries = crd === undefined ? [] : this.#entriesOf(crd, known);
    if (crd === undefined) this.#custom.delete(name);
    else this.#custom.set(name, { crd, entries });
    if (entries === known?.entries) return;
    this.#rebuild();
    for (const listener of this.#listeners) listener();
  }

  #entriesOf(crd: DevObject, known: CustomEntries | undefined): readonly ServedEntry[] {
    const versions = servedVersions(crd);
    const sameSpec = known !== undefined && deepEqual(known.crd['spec'], crd['spec']);
    // The compiled schemas are kept with the entries.
    if (sameSpec && known.entries.length === versions.length) return known.entries;
    const storedAs = storageVersionOf(crd);
    return versions.map((resource) => new ServedEntry(resource, storedAs));
  }

  #rebuild(): void {
    const entries = [...this.#builtin, ...[...this.#custom.values()].flatMap((custom) => custom.entries)];
    this.#byName = new Map(entries.map((entry) => [nameOf(entry.resource), entry]));
    this.#resources = entries.map(({ resource }) => resource);
  }
}

function nameOf({ group, version, plural }: Pick<ServedResource, 'group' | 'version' | 'plural'>): string {
  return `${group}/${version}/${plural}`;
}
