import type {
  DeleteAnswer,
  DeleteRequest,
  DevApi,
  DevEvent,
  DevList,
  ListRequest,
  PatchRequest,
  Selection,
  Target,
  WatchRequest,
  WriteOptions,
} from './api/dev-api.ts';
import type { DevObject, JsonObject } from './api/dev-object.ts';
import type { ServedResource } from './api/served-resource.ts';
import { crdStorageKey } from './store/crd-rules.ts';
import { createObject } from './store/create-object.ts';
import { deleteCollection, deleteObject } from './store/delete-object.ts';
import type { DevApiDeps } from './store/dev-api-deps.ts';
import { Expiry } from './store/expiry.ts';
import { Ledger } from './store/ledger.ts';
import { listObjects } from './store/list-objects.ts';
import { initialNamespaces } from './store/namespace-rules.ts';
import { patchObject } from './store/patch-object.ts';
import { notFound } from './store/refusals.ts';
import { ResourceRegistry } from './store/resource-registry.ts';
import { scaleOf } from './store/scale.ts';
import { keyIn } from './store/selection.ts';
import type { StoreContext } from './store/store-context.ts';
import { updateObject } from './store/update-object.ts';
import { watchObjects } from './store/watch-objects.ts';

/** A dev API that owns timers, watches and a journal, until it is closed. */
export interface ClosableDevApi extends DevApi {
  /** Ends all watches, waits for the writes under way and closes the journal. */
  close(): Promise<void>;
}

/** Each holds a whole object. A watch that is farther behind has to list again, and so has a list that is read in pages. */
const changesPerResource = 1_000;
const shortestWatchMs = 30 * 60_000;

/** Opens the dev API: what the journal kept is there, and so are the namespaces that a cluster starts with. */
export async function createStandardDevApi(deps: DevApiDeps): Promise<ClosableDevApi> {
  const ledger = new Ledger(deps.journal, deps.limits?.changesPerResource ?? changesPerResource);
  await ledger.load();
  const registry = new ResourceRegistry();
  for (const [name, crd] of ledger.table(crdStorageKey).latest) registry.define(name, crd);
  ledger.onChange((storageKey, { key, current }) => {
    if (storageKey === crdStorageKey) registry.define(key, current);
  });
  const api = new StoreApi({ deps, ledger, registry, unclean: new WeakSet() });
  await api.start();
  return api;
}

class StoreApi implements ClosableDevApi {
  readonly #store: StoreContext;
  readonly #expiry: Expiry;
  readonly #ended = new AbortController();

  constructor(store: StoreContext) {
    this.#store = store;
    this.#expiry = new Expiry(store);
    store.ledger.onChange((storageKey, change) => this.#expiry.changed(storageKey, change));
  }

  async start(): Promise<void> {
    this.#expiry.begin();
    const namespaces = this.resources().find(({ storageKey }) => storageKey === 'namespaces');
    if (namespaces === undefined) return;
    const missing = initialNamespaces.filter((name) => !this.#store.ledger.table('namespaces').latest.has(name));
    await Promise.all(
      missing.map((name) => this.create({ resource: namespaces, name }, { metadata: { name } }, { fieldManager: 'kube-apiserver' })),
    );
  }

  resources(): readonly ServedResource[] {
    return this.#store.registry.resources;
  }

  onResourcesChanged(listener: () => void): () => void {
    return this.#store.registry.onChange(listener);
  }

  // oxlint-disable-next-line require-await -- what it throws is to be a rejection.
  async get({ resource, namespace, name, subresource }: Target): Promise<DevObject> {
    const entry = this.#store.registry.entry(resource);
    const object = this.#store.ledger.table(entry.resource.storageKey).get(keyIn(namespace, name));
    if (object === undefined) throw notFound(entry.resource, name);
    const view = entry.view(object);
    return subresource === 'scale' ? scaleOf(entry.resource, view) : view;
  }

  // oxlint-disable-next-line require-await -- as above.
  async list(resource: ServedResource, request: ListRequest): Promise<DevList> {
    return listObjects(this.#store.ledger, this.#store.registry.entry(resource), request);
  }

  // oxlint-disable-next-line require-await -- as above.
  async watch(resource: ServedResource, request: WatchRequest): Promise<AsyncIterable<DevEvent>> {
    const { clock, random } = this.#store.deps;
    // Spread, so that watches that began together don't end together.
    const defaultTimeoutMs = shortestWatchMs * (1 + random());
    const context = { clock, ledger: this.#store.ledger, defaultTimeoutMs, ended: this.#ended.signal };
    return watchObjects(context, this.#store.registry.entry(resource), request);
  }

  create(target: Target, object: JsonObject, options: WriteOptions): Promise<DevObject> {
    return this.#write(() => createObject(this.#store, target, object, options));
  }

  update(target: Target, object: JsonObject, options: WriteOptions): Promise<DevObject> {
    return this.#write(() => updateObject(this.#store, target, object, options));
  }

  patch(target: Target, patch: PatchRequest, options: WriteOptions): Promise<{ readonly object: DevObject; readonly created: boolean }> {
    return this.#write(() => patchObject(this.#store, target, patch, options));
  }

  delete(target: Target, request: DeleteRequest): Promise<DeleteAnswer> {
    return this.#write(() => deleteObject(this.#store, target, request));
  }

  deleteCollection(resource: ServedResource, selection: Selection, request: DeleteRequest): Promise<DevList> {
    return this.#write(() => deleteCollection(this.#store, this.#store.registry.entry(resource), selection, request));
  }

  async close(): Promise<void> {
    this.#expiry.close();
    this.#ended.abort();
    try {
      await this.#store.ledger.settled();
    } finally {
      await this.#store.deps.journal?.close();
    }
  }

  /**
   * Writes are carried out one after the other, in the order in which they come. The answer, and a refusal too, waits for
   * all writes before it: it may rest on one that is not durable yet.
   */
  async #write<T>(run: () => T): Promise<T> {
    try {
      return run();
    } finally {
      await this.#store.ledger.settled();
    }
  }
}
