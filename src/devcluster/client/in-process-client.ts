import { isObject } from '../../base/json.ts';
import { ApiError } from '../../kubernetes/api-error.ts';
import { apiError } from '../../kubernetes/http/status-error.ts';
import type {
  DeleteOptions,
  KubernetesClient,
  ListOptions,
  ListPage,
  ManagedFieldsEntry,
  ObjectName,
  PatchOptions,
  UpdateName,
  WatchEvent,
  WatchOptions,
} from '../../kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import type { DevApi, DevEvent, Target, WriteOptions } from '../api/dev-api.ts';
import type { DevObject, Json, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { StatusError } from '../api/status-error.ts';
import { createReader } from './read-objects.ts';

/**
 * A client of the dev API in its own process: what it does is what the HTTP client does against the façade, unknown
 * fields refused, managedFields left out of reads. What it hands out is frozen; what it is given may be changed afterwards.
 */
export function createInProcessClient(api: DevApi): KubernetesClient {
  return new InProcessClient(api);
}

class InProcessClient implements KubernetesClient {
  readonly #api: DevApi;
  readonly #read = createReader();
  #served = new Map<string, ServedResource>();

  constructor(api: DevApi) {
    this.#api = api;
    this.#index();
    api.onResourcesChanged(() => this.#index());
  }

  get(type: ResourceType, name: ObjectName, signal?: AbortSignal): Promise<KubernetesObject> {
    return answered(async () => {
      signal?.throwIfAborted();
      return this.#read(await this.#api.get(this.#target(type, name)));
    });
  }

  managedFields(type: ResourceType, name: ObjectName, signal?: AbortSignal): Promise<readonly ManagedFieldsEntry[]> {
    return answered(async () => {
      signal?.throwIfAborted();
      const { metadata } = await this.#api.get(this.#target(type, name));
      return metadata.managedFields ?? [];
    });
  }

  list(type: ResourceType, options: ListOptions, signal?: AbortSignal): Promise<ListPage> {
    return answered(async () => {
      signal?.throwIfAborted();
      const { items, resourceVersion, continue: more } = await this.#api.list(this.#resource(type), options);
      const page = { items: items.map((item) => this.#read(item)), resourceVersion };
      return more === undefined ? page : { ...page, continue: more };
    });
  }

  async *watch(type: ResourceType, options: WatchOptions): AsyncGenerator<WatchEvent> {
    const { onOpen, ...request } = options;
    if (request.signal.aborted) return;
    const events = await answered(() => this.#api.watch(this.#resource(type), { ...request, allowWatchBookmarks: true }));
    onOpen?.();
    for await (const event of events) yield this.#event(event);
  }

  create(type: ResourceType, object: object, fieldManager: string): Promise<KubernetesObject> {
    const body = sent(object);
    const namespace = type.namespaced ? namespaceOf(body) : undefined;
    return this.#written(() => this.#api.create(this.#target(type, { namespace, name: '' }), asObject(body), optionsOf(fieldManager)));
  }

  update(type: ResourceType, name: UpdateName, object: object, fieldManager: string): Promise<KubernetesObject> {
    const body = sent(object);
    return this.#written(() => this.#api.update(this.#target(type, name), asObject(body), optionsOf(fieldManager)));
  }

  patch(type: ResourceType, name: ObjectName, body: unknown, options: PatchOptions): Promise<KubernetesObject> {
    const { kind, force, fieldManager, subresource } = options;
    const request = { type: kind, body: sent(body), ...(force === undefined ? {} : { force }) };
    return this.#written(async () => {
      const target = { ...this.#target(type, name), subresource };
      const { object } = await this.#api.patch(target, request, optionsOf(fieldManager));
      return object;
    });
  }

  delete(type: ResourceType, name: ObjectName, options: DeleteOptions = {}): Promise<void> {
    const { propagationPolicy, ...preconditions } = options;
    return answered(async () => {
      const policy = propagationPolicy === undefined ? {} : { propagationPolicy };
      await this.#api.delete(this.#target(type, name), { preconditions, ...policy });
    });
  }

  #written(run: () => Promise<DevObject>): Promise<KubernetesObject> {
    return answered(async () => this.#read(await run()));
  }

  #event({ type, object }: DevEvent): WatchEvent {
    switch (type) {
      case 'ADDED':
      case 'MODIFIED':
      case 'DELETED':
        return { type, object: this.#read(object) };
      case 'BOOKMARK':
        return { type, resourceVersion: String(memberOf(object['metadata'], 'resourceVersion')) };
      case 'ERROR':
        return { type, code: Number(object['code']), message: String(object['message']) };
      default:
        return type satisfies never;
    }
  }

  #index(): void {
    this.#served = new Map(this.#api.resources().map((resource) => [keyOfType(resource), resource]));
  }

  #resource(type: ResourceType): ServedResource {
    const resource = this.#served.get(keyOfType(type));
    if (resource === undefined) throw new StatusError(404, 'NotFound', 'the server could not find the requested resource');
    return resource;
  }

  #target(type: ResourceType, name: UpdateName): Target {
    return {
      resource: this.#resource(type),
      namespace: type.namespaced ? name.namespace : undefined,
      name: name.name,
      subresource: name.subresource,
    };
  }
}

function keyOfType({ group, version, plural }: Pick<ResourceType, 'group' | 'version' | 'plural'>): string {
  return `${group}/${version}/${plural}`;
}

function optionsOf(fieldManager: string): WriteOptions {
  return { fieldManager, fieldValidation: 'Strict' };
}

/** What comes of a body that is sent: a copy, without members that are undefined. */
function sent(body: unknown): Json {
  return JSON.parse(JSON.stringify(body)) as Json;
}

function asObject(body: Json): JsonObject {
  if (isObject(body)) return body as JsonObject;
  throw new ApiError(400, 'BadRequest', 'the body is not an object');
}

function memberOf(value: unknown, member: string): unknown {
  return isObject(value) ? value[member] : undefined;
}

function namespaceOf(body: Json): string | undefined {
  const namespace = memberOf(memberOf(body, 'metadata'), 'namespace');
  return typeof namespace === 'string' ? namespace : undefined;
}

/** The outcome of a call, its refusals as every client gives them. */
async function answered<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof StatusError ? apiError(error, error.details) : error;
  }
}
