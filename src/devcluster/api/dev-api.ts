import type { DevObject, Json, JsonObject } from './dev-object.ts';
import type { ServedResource } from './served-resource.ts';

/** One object, or its status or scale; `finalize` is of namespaces: their spec.finalizers. `namespace` is absent for cluster-scoped resources. */
export interface Target {
  readonly resource: ServedResource;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly subresource?: 'status' | 'scale' | 'finalize' | undefined;
}

/** What each write says of itself. */
export interface WriteOptions {
  readonly fieldManager: string;
  readonly dryRun?: boolean;
  /** What becomes of unknown and duplicate fields: `Warn` unless told. */
  readonly fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
  /** Takes the Warning headers of the answer. */
  readonly warn?: (message: string) => void;
}

/** How a patch is meant. */
export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export interface PatchRequest {
  readonly type: PatchType;
  readonly body: Json;
  /** Server-side apply only. */
  readonly force?: boolean;
}

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteRequest {
  readonly propagationPolicy?: Propagation;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: boolean;
}

/** What is listed or watched. */
export interface Selection {
  /** Absent: all namespaces. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface ListRequest extends Selection {
  readonly limit?: number;
  readonly continue?: string;
  readonly resourceVersion?: string;
  readonly resourceVersionMatch?: 'Exact' | 'NotOlderThan';
}

/** One page, as of `resourceVersion`. */
export interface DevList {
  readonly items: readonly DevObject[];
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

export interface WatchRequest extends Selection {
  /** Absent or `0`: the state there is comes as ADDED first. */
  readonly resourceVersion?: string;
  readonly allowWatchBookmarks?: boolean;
  /** Watch-list: initial state as ADDED, then a bookmark annotated `k8s.io/initial-events-end`. */
  readonly sendInitialEvents?: boolean;
  readonly timeoutSeconds?: number;
  readonly signal: AbortSignal;
}

/** After ERROR, whose object is a Status, nothing more comes. A bookmark's object has only apiVersion, kind and metadata. */
export interface DevEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: JsonObject;
}

/** An object deleted at once, or one that waits for its finalizers. */
export interface DeleteAnswer {
  readonly object: DevObject;
  readonly gone: boolean;
}

/**
 * The dev API server's semantics, without a wire. All methods reject with `StatusError`. Reads give what is stored, in the
 * version of the resource that was asked for; objects may be kept, never changed. A write resolves when it is durable.
 */
export interface DevApi {
  /** All that is served at this moment. */
  resources(): readonly ServedResource[];
  /** Called after `resources()` has changed. Returns how to stop that. */
  onResourcesChanged(listener: () => void): () => void;
  get(target: Target): Promise<DevObject>;
  list(resource: ServedResource, request: ListRequest): Promise<DevList>;
  /** Rejects when it can't begin; ends when the signal aborts or the time-out passes. */
  watch(resource: ServedResource, request: WatchRequest): Promise<AsyncIterable<DevEvent>>;
  /** `target.name` is empty where metadata.name or generateName decides. */
  create(target: Target, object: JsonObject, options: WriteOptions): Promise<DevObject>;
  /** Replaces; creates nothing (404). */
  update(target: Target, object: JsonObject, options: WriteOptions): Promise<DevObject>;
  /** An apply patch creates what is not there: `created` says so. */
  patch(target: Target, patch: PatchRequest, options: WriteOptions): Promise<{ readonly object: DevObject; readonly created: boolean }>;
  delete(target: Target, request: DeleteRequest): Promise<DeleteAnswer>;
  /** Answers with the objects as they were. */
  deleteCollection(resource: ServedResource, selection: Selection, request: DeleteRequest): Promise<DevList>;
}
