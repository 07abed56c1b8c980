import { deepEqual, isObject } from '../../src/base/json.ts';
import { ApiError } from '../../src/kubernetes/api-error.ts';
import type {
  DeleteOptions,
  KubernetesClient,
  ListOptions,
  ListPage,
  ManagedFieldsEntry,
  ObjectName,
  PatchKind,
  PatchOptions,
  WatchEvent,
  WatchOptions,
} from '../../src/kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../src/kubernetes/object.ts';
import { apiVersionOf, keyOf } from '../../src/kubernetes/object.ts';
import type { Writer } from './fake-kubernetes/field-managers.ts';
import { FieldManagers } from './fake-kubernetes/field-managers.ts';
import { History } from './fake-kubernetes/history.ts';
import {
  alreadyExists,
  checkPreconditions,
  preconditionsOf,
  conflict,
  deepFreeze,
  defined,
  metadataName,
  metadataOf,
  refuseNewFinalizers,
  requireTyped,
  resourceOf,
  typeKey,
  withoutEmpty,
  withoutKeys,
  withoutPreconditions,
} from './fake-kubernetes/objects.ts';
import type { Draft } from './fake-kubernetes/patches.ts';
import { applyConfiguration, jsonPatch, mergePatch } from './fake-kubernetes/patches.ts';
import { selects } from './fake-kubernetes/selectors.ts';

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

/** One call as the fake server saw it. */
export interface Call {
  readonly verb: Verb;
  readonly type: ResourceType;
  /** `namespace/name` or `name`; absent for list, watch and a create with generateName. */
  readonly key?: string | undefined;
  readonly subresource?: 'status' | undefined;
  readonly patchKind?: PatchKind;
  readonly fieldManager?: string;
  readonly body?: unknown;
}

/** Sees every call `before` it takes effect and `after`; what it throws, the caller gets. Throwing `after` is a lost response. */
export type Interceptor = (call: Call, phase: 'before' | 'after') => void | Promise<void>;

export interface FakeKubernetesOptions {
  /** Time of creation and deletion stamps, in ms; the fake clock's `now` fits. 2026-01-01 unless told. */
  readonly now?: () => number;
  /** Whether a type keeps status apart; unless told, every type of a group that is not Kubernetes' own. */
  readonly hasStatus?: (type: ResourceType) => boolean;
}

const mutatingVerbs: readonly Verb[] = ['create', 'update', 'patch', 'delete'];

/**
 * An API server in memory: resourceVersion, uid, generation, finalizers, preconditions, pages, watches, merge, JSON and
 * apply patches on the object and its status. No schema, no admission, no conflicts between field managers; lists are atomic in apply.
 * What it hands out is frozen.
 */
export class FakeKubernetes implements KubernetesClient {
  /** Every call, in order; clear it by `calls.length = 0`. */
  readonly calls: Call[] = [];
  readonly #objects = new Map<string, Map<string, KubernetesObject>>();
  /** What each manager applied, by type, object uid, subresource and manager. */
  readonly #applied = new Map<string, unknown>();
  /** By object uid. */
  readonly #managers = new Map<string, FieldManagers>();
  readonly #interceptors = new Set<Interceptor>();
  readonly #history = new History();
  readonly #now: () => number;
  readonly #hasStatus: (type: ResourceType) => boolean;
  #revision = 100;
  #uids = 0;

  constructor(options: FakeKubernetesOptions = {}) {
    this.#now = options.now ?? ((): number => Date.UTC(2026, 0, 1));
    this.#hasStatus = options.hasStatus ?? ((type): boolean => type.group.includes('.') && !type.group.endsWith('.k8s.io'));
  }

  /** The mutating calls, in order. */
  get writes(): readonly Call[] {
    return this.calls.filter((call) => mutatingVerbs.includes(call.verb));
  }

  get openWatches(): number {
    return this.#history.openWatches;
  }

  /** Adds an interceptor; the result removes it. */
  intercept(interceptor: Interceptor): () => void {
    this.#interceptors.add(interceptor);
    return () => this.#interceptors.delete(interceptor);
  }

  /** Puts an object there as a user would, status and all, without counting as a call. Replaces one of that name, keeping its uid. */
  put(type: ResourceType, object: object, manager = 'kubectl'): KubernetesObject {
    const draft = this.#named(type, object);
    const old = this.#map(type).get(keyOf(draft as unknown as KubernetesObject));
    const merged = { ...draft, metadata: { ...old?.metadata, ...metadataOf(draft) } };
    const next = old === undefined ? this.#insert(type, draft) : this.#store(type, old, merged);
    return this.#managed({ manager, operation: 'Update' }, old, next);
  }

  /** Changes an object as a user would (`edit` gets a draft to change), status too, without counting as a call. */
  edit(type: ResourceType, key: string, edit: (draft: Draft) => void, manager = 'kubectl'): KubernetesObject {
    const old = this.#require(type, key);
    const draft = structuredClone(old) as Draft;
    edit(draft);
    return this.#managed({ manager, operation: 'Update' }, old, this.#store(type, old, draft));
  }

  /** Deletes as a user would, honouring finalizers, without counting as a call. */
  remove(type: ResourceType, key: string): void {
    this.#delete(type, this.#require(type, key));
  }

  /** The object as it stands, without counting as a call. */
  peek(type: ResourceType, key: string): KubernetesObject | undefined {
    return this.#map(type).get(key);
  }

  /** All objects of a type by key, without counting as a call. */
  all(type: ResourceType): readonly KubernetesObject[] {
    return [...this.#map(type).values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  /** Closes all watches: orderly, or broken with `error`. */
  closeWatches(error?: Error): void {
    this.#history.end(error);
  }

  /** Sends a bookmark on all watches. */
  sendBookmarks(): void {
    this.#history.bookmark(this.#revision);
  }

  /** Forgets past events: watches and continued lists from before now get a 410. */
  compact(): void {
    this.#revision += 1;
    this.#history.compact(this.#revision);
  }

  get(type: ResourceType, name: ObjectName): Promise<KubernetesObject> {
    const key = keyOf({ metadata: metadataName(name) });
    return this.#call({ verb: 'get', type, key }, () => this.#require(type, key));
  }

  managedFields(type: ResourceType, name: ObjectName): Promise<readonly ManagedFieldsEntry[]> {
    const key = keyOf({ metadata: metadataName(name) });
    return this.#call({ verb: 'get', type, key }, () => this.#managers.get(this.#require(type, key).metadata.uid)?.entries() ?? []);
  }

  list(type: ResourceType, options: ListOptions): Promise<ListPage> {
    return this.#call({ verb: 'list', type }, () => this.#page(type, options));
  }

  async *watch(type: ResourceType, options: WatchOptions): AsyncGenerator<WatchEvent> {
    await this.#call({ verb: 'watch', type }, () => undefined);
    options.onOpen?.();
    yield* this.#history.watch(typeKey(type), options);
  }

  create(type: ResourceType, object: object, fieldManager: string): Promise<KubernetesObject> {
    const named = metadataOf(object as Draft)['name'] === undefined ? undefined : keyOf(object as KubernetesObject);
    return this.#call({ verb: 'create', type, key: named, fieldManager, body: object }, () => {
      const draft = this.#named(type, object);
      if (this.#map(type).has(keyOf(draft as unknown as KubernetesObject))) throw alreadyExists(type, draft);
      if (this.#hasStatus(type)) delete draft['status'];
      return this.#managed({ manager: fieldManager, operation: 'Update' }, undefined, this.#insert(type, draft));
    });
  }

  update(type: ResourceType, name: ObjectName, object: object, fieldManager: string): Promise<KubernetesObject> {
    const key = keyOf({ metadata: metadataName(name) });
    return this.#call({ verb: 'update', type, key, fieldManager, body: object }, () => {
      const old = this.#require(type, key);
      checkPreconditions(type, old, metadataOf(object as Draft));
      const next = this.#store(type, old, this.#onlyMain(type, old, structuredClone(object) as Draft));
      return this.#managed({ manager: fieldManager, operation: 'Update' }, old, next);
    });
  }

  patch(type: ResourceType, name: ObjectName, body: unknown, options: PatchOptions): Promise<KubernetesObject> {
    const key = keyOf({ metadata: metadataName(name) });
    const { kind: patchKind, subresource, fieldManager } = options;
    return this.#call({ verb: 'patch', type, key, subresource, patchKind, fieldManager, body }, () => {
      const old = this.#map(type).get(key);
      if (patchKind === 'apply') requireTyped(body);
      if (old === undefined) return this.#applyNew(type, name, body, options);
      if (isObject(body)) checkPreconditions(type, old, preconditionsOf(body, subresource));
      const draft = this.#patched(type, old, body, options) as Draft;
      const next = this.#store(
        type,
        old,
        subresource === 'status' ? { ...old, status: draft['status'] } : this.#onlyMain(type, old, draft),
      );
      return this.#managed({ manager: fieldManager, operation: patchKind === 'apply' ? 'Apply' : 'Update', subresource }, old, next);
    });
  }

  delete(type: ResourceType, name: ObjectName, options: DeleteOptions = {}): Promise<void> {
    const key = keyOf({ metadata: metadataName(name) });
    return this.#call({ verb: 'delete', type, key, body: options }, () => {
      const old = this.#require(type, key);
      checkPreconditions(type, old, { ...options });
      this.#delete(type, old);
    });
  }

  async #call<T>(call: Call, run: () => T): Promise<T> {
    this.calls.push(call);
    for (const interceptor of this.#interceptors) await interceptor(call, 'before');
    await Promise.resolve();
    const result = run();
    for (const interceptor of this.#interceptors) await interceptor(call, 'after');
    return result;
  }

  #map(type: ResourceType): Map<string, KubernetesObject> {
    const known = this.#objects.get(typeKey(type));
    if (known !== undefined) return known;
    const created = new Map<string, KubernetesObject>();
    this.#objects.set(typeKey(type), created);
    return created;
  }

  #require(type: ResourceType, key: string): KubernetesObject {
    const found = this.#map(type).get(key);
    if (found === undefined) throw new ApiError(404, 'NotFound', `${resourceOf(type)} "${key.split('/').at(-1)}" not found`);
    return found;
  }

  #page(type: ResourceType, options: ListOptions): ListPage {
    const all = this.all(type).filter((object) => selects(options, object));
    const position = options.continue === undefined ? undefined : (JSON.parse(options.continue) as { after: string; revision: number });
    if (position !== undefined && position.revision < this.#history.oldest) {
      throw new ApiError(410, 'Expired', 'The provided continue parameter is too old to display a consistent list result.');
    }
    const rest = position === undefined ? all : all.filter((object) => keyOf(object) > position.after);
    const items = rest.slice(0, options.limit ?? rest.length);
    const last = items.at(-1);
    const revision = position?.revision ?? this.#revision;
    const more = last !== undefined && items.length < rest.length ? { continue: JSON.stringify({ after: keyOf(last), revision }) } : {};
    return { items, resourceVersion: String(revision), ...more };
  }

  #named(type: ResourceType, object: object): Draft {
    const draft = structuredClone(object) as Draft;
    const metadata = metadataOf(draft);
    const prefix = metadata['generateName'];
    const name = metadata['name'] ?? (typeof prefix === 'string' ? prefix + this.#uid().slice(3, 8) : undefined);
    if (name === undefined)
      throw new ApiError(422, 'Invalid', `${type.kind} is invalid: metadata.name: Required value: name or generateName is required`);
    return { apiVersion: apiVersionOf(type), kind: type.kind, ...draft, metadata: { ...metadata, name } };
  }

  #insert(type: ResourceType, draft: Draft): KubernetesObject {
    const stamps = { uid: this.#uid(), creationTimestamp: this.#timestamp(), generation: 1 };
    const object = this.#sealed({ ...draft, metadata: { ...stamps, ...withoutKeys(metadataOf(draft), ['deletionTimestamp']) } });
    this.#map(type).set(keyOf(object), object);
    this.#history.record({ revision: this.#revision, type: typeKey(type), old: undefined, new: object });
    return object;
  }

  /** Stores a changed object: no change, no new resourceVersion; a deleted one without finalizers goes. */
  #store(type: ResourceType, old: KubernetesObject, draft: Draft): KubernetesObject {
    const { uid, creationTimestamp, deletionTimestamp, generation, resourceVersion } = old.metadata;
    const kept = { uid, resourceVersion, generation, ...defined({ creationTimestamp, deletionTimestamp }) };
    const metadata = {
      ...withoutEmpty(metadataOf(draft)),
      ...kept,
      name: old.metadata.name,
      ...defined({ namespace: old.metadata.namespace }),
    };
    if (deletionTimestamp !== undefined) refuseNewFinalizers(type, old, metadata);
    const next: Draft = { ...draft, apiVersion: old.apiVersion, kind: old.kind, metadata };
    if (deepEqual(next, old)) return old;
    const changed = !deepEqual(withoutKeys(next, ['metadata', 'status']), withoutKeys(old, ['metadata', 'status']));
    const object = this.#sealed({ ...next, metadata: { ...metadata, generation: (generation ?? 1) + (changed ? 1 : 0) } });
    if (deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).length === 0) this.#drop(type, object, old);
    else this.#replace(type, old, object);
    return object;
  }

  #delete(type: ResourceType, old: KubernetesObject): void {
    if ((old.metadata.finalizers ?? []).length === 0) {
      this.#drop(type, this.#sealed({ ...old }), old);
    } else if (old.metadata.deletionTimestamp === undefined) {
      const stamps = { deletionTimestamp: this.#timestamp(), generation: (old.metadata.generation ?? 1) + 1 };
      this.#replace(type, old, this.#sealed({ ...old, metadata: { ...old.metadata, ...stamps } }));
    }
  }

  #replace(type: ResourceType, old: KubernetesObject, object: KubernetesObject): void {
    this.#map(type).set(keyOf(object), object);
    this.#history.record({ revision: this.#revision, type: typeKey(type), old, new: object });
  }

  #drop(type: ResourceType, gone: KubernetesObject, old: KubernetesObject): void {
    this.#map(type).delete(keyOf(old));
    this.#history.record({ revision: this.#revision, type: typeKey(type), old, new: undefined, gone });
  }

  #sealed(draft: Draft): KubernetesObject {
    this.#revision += 1;
    const metadata = { ...metadataOf(draft), resourceVersion: String(this.#revision) };
    return deepFreeze(structuredClone({ ...draft, metadata })) as unknown as KubernetesObject;
  }

  #managed(writer: Writer, old: KubernetesObject | undefined, next: KubernetesObject): KubernetesObject {
    const managers = this.#managers.get(next.metadata.uid) ?? new FieldManagers();
    this.#managers.set(next.metadata.uid, managers);
    managers.wrote(writer, old, next);
    return next;
  }

  #patched(type: ResourceType, old: KubernetesObject, body: unknown, options: PatchOptions): unknown {
    switch (options.kind) {
      case 'merge':
        return mergePatch(old, body);
      case 'json':
        return this.#jsonPatched(type, old, body);
      case 'apply': {
        const record = [typeKey(type), old.metadata.uid, options.subresource ?? '', options.fieldManager].join(' ');
        const before = this.#applied.get(record);
        const wanted = withoutPreconditions(body);
        this.#applied.set(record, wanted);
        return applyConfiguration(old, before, wanted);
      }
      default:
        return options.kind satisfies never;
    }
  }

  #jsonPatched(type: ResourceType, old: KubernetesObject, body: unknown): unknown {
    try {
      return jsonPatch(old, body);
    } catch (error) {
      throw new ApiError(422, 'Invalid', `${type.kind} "${old.metadata.name}": ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Apply on the main resource makes an object that isn't there, unless the uid asks for one that was. */
  #applyNew(type: ResourceType, name: ObjectName, body: unknown, options: PatchOptions): KubernetesObject {
    const metadata = isObject(body) ? metadataOf(body) : {};
    if (options.kind !== 'apply' || options.subresource !== undefined) return this.#require(type, keyOf({ metadata: metadataName(name) }));
    if (metadata['uid'] !== undefined)
      throw conflict(type, name.name, `uid mismatch: ${String(metadata['uid'])}, and no existing object was found`);
    const draft = this.#named(type, { ...(body as object), metadata: { ...metadata, ...metadataName(name) } });
    const object = this.#insert(type, draft);
    this.#applied.set([typeKey(type), object.metadata.uid, '', options.fieldManager].join(' '), withoutPreconditions(body));
    return this.#managed({ manager: options.fieldManager, operation: 'Apply' }, undefined, object);
  }

  #onlyMain(type: ResourceType, old: KubernetesObject, draft: Draft): Draft {
    if (!this.#hasStatus(type)) return draft;
    return { ...withoutKeys(draft, ['status']), ...defined({ status: old['status'] }) };
  }

  /** Reproducible, and unlike each other in the first eight digits already. */
  #uid(): string {
    this.#uids += 1;
    return `${this.#uids.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  }

  #timestamp(): string {
    return `${new Date(this.#now()).toISOString().slice(0, 19)}Z`;
  }
}
