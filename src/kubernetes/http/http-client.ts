import { ApiUnreachable } from '../api-error.ts';
import type {
  DeleteOptions,
  KubernetesClient,
  ListOptions,
  ListPage,
  ManagedFieldsEntry,
  ObjectName,
  PatchKind,
  PatchOptions,
  UpdateName,
  WatchEvent,
  WatchOptions,
} from '../client.ts';
import type { DiscoveredResource, Discovery } from '../discovery.ts';
import type { KubernetesObject, ResourceType } from '../object.ts';
import type { Connection } from './connection.ts';
import { readGroups, readResources } from './read-discovery.ts';
import { readManagedFields, readObject, readPage, readToken } from './read-object.ts';
import { readWatchEvent } from './read-watch-event.ts';
import { collectionPath, objectPath, withQuery } from './resource-path.ts';
import { LineCutOff, LineTooLong, splitLines } from './split-lines.ts';
import type { Transport, TransportOptions } from './transport.ts';
import { createTransport } from './transport.ts';

/** Bounds of the client, beside those of its connections. */
export interface HttpClientOptions extends TransportOptions {
  /** What the API server does about fields that a schema lacks; `Strict` refuses them. `Strict` unless told. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** The longest line of a watch, in bytes; 16 MiB unless told. */
  readonly maxLineBytes?: number;
}

/** A client over HTTPS. `close` ends its connections, and with them every request and watch. */
export interface HttpClient extends KubernetesClient, Discovery {
  close(): Promise<void>;
}

const serviceAccountType: ResourceType = { group: '', version: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts', namespaced: true };

const patchTypes = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
} as const satisfies Record<PatchKind, string>;

/** Makes the client of one API server, over HTTP/1.1 and one pool of keep-alive connections. */
export function createHttpClient(connection: Connection, options: HttpClientOptions = {}): HttpClient {
  return new PooledClient(createTransport(connection, options), options);
}

class PooledClient implements HttpClient {
  readonly #transport: Transport;
  readonly #fieldValidation: string;
  readonly #maxLineBytes: number;

  constructor(transport: Transport, options: HttpClientOptions) {
    this.#transport = transport;
    this.#fieldValidation = options.fieldValidation ?? 'Strict';
    this.#maxLineBytes = options.maxLineBytes ?? 16 * 1024 * 1024;
  }

  async get(type: ResourceType, name: ObjectName, signal?: AbortSignal): Promise<KubernetesObject> {
    return readObject(type, await this.#transport.json({ method: 'GET', path: objectPath(type, name), signal }));
  }

  async managedFields(type: ResourceType, name: ObjectName, signal?: AbortSignal): Promise<readonly ManagedFieldsEntry[]> {
    return readManagedFields(type, await this.#transport.json({ method: 'GET', path: objectPath(type, name), signal }));
  }

  async list(type: ResourceType, options: ListOptions, signal?: AbortSignal): Promise<ListPage> {
    const { namespace, ...query } = options;
    const path = withQuery(collectionPath(type, namespace), query);
    return readPage(type, await this.#transport.json({ method: 'GET', path, signal }));
  }

  async *watch(type: ResourceType, options: WatchOptions): AsyncGenerator<WatchEvent> {
    const { namespace, signal, onOpen, ...query } = options;
    const path = withQuery(collectionPath(type, namespace), { ...query, watch: true, allowWatchBookmarks: true });
    try {
      const chunks = await this.#transport.stream({ method: 'GET', path, signal });
      onOpen?.();
      for await (const line of splitLines(chunks, this.#maxLineBytes)) yield readWatchEvent(type, line);
    } catch (error) {
      if (signal.aborted) return;
      throw brokenLine(error) ? new ApiUnreachable(`watch of ${type.plural}: ${error.message}`, { cause: error }) : error;
    }
  }

  async create(type: ResourceType, object: object, fieldManager: string): Promise<KubernetesObject> {
    const path = withQuery(collectionPath(type, namespaceOf(object)), { fieldManager, fieldValidation: this.#fieldValidation });
    return readObject(type, await this.#transport.json({ method: 'POST', path, body: object }));
  }

  async update(type: ResourceType, name: UpdateName, object: object, fieldManager: string): Promise<KubernetesObject> {
    const path = withQuery(objectPath(type, name, name.subresource), { fieldManager, fieldValidation: this.#fieldValidation });
    return readObject(type, await this.#transport.json({ method: 'PUT', path, body: object }));
  }

  async patch(type: ResourceType, name: ObjectName, body: unknown, options: PatchOptions): Promise<KubernetesObject> {
    const { kind, subresource, fieldManager, force } = options;
    const path = withQuery(objectPath(type, name, subresource), { fieldManager, force, fieldValidation: this.#fieldValidation });
    return readObject(type, await this.#transport.json({ method: 'PATCH', path, body, contentType: patchTypes[kind] }));
  }

  async delete(type: ResourceType, name: ObjectName, options: DeleteOptions = {}): Promise<void> {
    const { uid, resourceVersion, propagationPolicy } = options;
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy, preconditions: { uid, resourceVersion } };
    await this.#transport.json({ method: 'DELETE', path: objectPath(type, name), body });
  }

  async requestToken(serviceAccount: ObjectName, audiences: readonly string[]): Promise<string> {
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { audiences } };
    const path = objectPath(serviceAccountType, serviceAccount, 'token');
    return readToken(await this.#transport.json({ method: 'POST', path, body }));
  }

  async resources(signal?: AbortSignal): Promise<readonly DiscoveredResource[]> {
    const read = (path: string): Promise<unknown> => this.#transport.json({ method: 'GET', path, signal });
    const groups = readGroups(await read('/apis'));
    const parts = await Promise.all(['api/v1', ...groups].map(async (path) => readResources(await read(`/${path}`))));
    return parts.flat();
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}

function namespaceOf(object: object): string | undefined {
  return (object as { metadata?: { namespace?: string } }).metadata?.namespace;
}

function brokenLine(error: unknown): error is LineTooLong | LineCutOff {
  return error instanceof LineTooLong || error instanceof LineCutOff;
}
