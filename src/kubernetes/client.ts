import type { KubernetesObject, ResourceType } from './object.ts';

/** One entry of metadata.managedFields, which all other reads leave out. */
export interface ManagedFieldsEntry {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly fieldsV1?: unknown;
}

/** Where an object lives. `namespace` is left out for cluster-scoped types. */
export interface ObjectName {
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** What is replaced: an object, or the finalizers in the spec of a Namespace. */
export interface UpdateName extends ObjectName {
  readonly subresource?: 'finalize';
}

/** What is listed; `continue` is of the page before, and `limit` counts objects. */
export interface ListOptions {
  /** Absent: all namespaces. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly limit?: number;
  readonly continue?: string;
  readonly resourceVersion?: string;
}

/** One page of a list, as of `resourceVersion`. */
export interface ListPage {
  readonly items: readonly KubernetesObject[];
  readonly resourceVersion: string;
  /** Absent on the last page. */
  readonly continue?: string;
}

/** What is watched, from which resourceVersion on. */
export interface WatchOptions {
  readonly namespace?: string | undefined;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly resourceVersion: string;
  readonly timeoutSeconds?: number;
  /** Aborting it ends the watch without an error. */
  readonly signal: AbortSignal;
  /** Called once the API server has accepted the watch; a quiet one may send nothing for minutes. */
  readonly onOpen?: () => void;
}

/** What a watch brings. After an ERROR (410: too old) nothing more comes. */
export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: KubernetesObject }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string }
  | { readonly type: 'ERROR'; readonly code: number; readonly message: string };

/** `merge` is RFC 7386, `apply` server-side apply (a field manager is needed). */
export type PatchKind = 'merge' | 'json' | 'apply';

/** How a patch is meant, and in whose name. */
export interface PatchOptions {
  readonly kind: PatchKind;
  readonly subresource?: 'status';
  readonly fieldManager: string;
  /** Server-side apply only: takes conflicting fields over. Used for status alone, whose one writer we are. */
  readonly force?: boolean;
}

/** `uid` and `resourceVersion` are preconditions: 409 if the object is another by now. */
export interface DeleteOptions {
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
}

/**
 * The Kubernetes API as the controller needs it. Over HTTPS against a cluster, in process against the embedded API
 * server. Every method rejects with an `ApiError` when the server answers with one, and with an `ApiUnreachable` when
 * no answer came (the outcome of a write is then unknown).
 */
export interface KubernetesClient {
  get(type: ResourceType, name: ObjectName, signal?: AbortSignal): Promise<KubernetesObject>;
  /** Who set which field of an object, as the server says at this moment. */
  managedFields(type: ResourceType, name: ObjectName, signal?: AbortSignal): Promise<readonly ManagedFieldsEntry[]>;
  list(type: ResourceType, options: ListOptions, signal?: AbortSignal): Promise<ListPage>;
  /** Ends when the server closes the watch; rejects on a broken one. */
  watch(type: ResourceType, options: WatchOptions): AsyncIterable<WatchEvent>;
  create(type: ResourceType, object: object, fieldManager: string): Promise<KubernetesObject>;
  update(type: ResourceType, name: UpdateName, object: object, fieldManager: string): Promise<KubernetesObject>;
  patch(type: ResourceType, name: ObjectName, body: unknown, options: PatchOptions): Promise<KubernetesObject>;
  delete(type: ResourceType, name: ObjectName, options?: DeleteOptions): Promise<void>;
  /** A short-lived token of a ServiceAccount for these audiences (TokenRequest). Absent: this API server gives none. */
  requestToken?(serviceAccount: ObjectName, audiences: readonly string[]): Promise<string>;
}
