import type { KubernetesObject, ResourceType } from './object.ts';

/** What moved: an object that came (no `old`), changed, or went (no `new`). */
export interface Change {
  readonly old: KubernetesObject | undefined;
  readonly new: KubernetesObject | undefined;
}

/** Called synchronously with each change, after the store has it. */
export type ChangeHandler = (change: Change) => void;

/** A read-only, indexed copy of what the API server holds of one type. Keys are `namespace/name` (or `name`). */
export interface ObjectStore {
  get(key: string): KubernetesObject | undefined;
  list(): readonly KubernetesObject[];
  /** Objects for which the index function returned `value`; the index was declared when the informer was made. */
  byIndex(index: string, value: string): readonly KubernetesObject[];
}

/** Gives the values under which an object is found. */
export type IndexFunction = (object: KubernetesObject) => readonly string[];

/** A store kept current by a reflector: pages, bookmarks, 410 re-list, jittered reconnect. */
export interface Informer {
  readonly type: ResourceType;
  /** The one namespace that is watched; undefined: all. */
  readonly namespace: string | undefined;
  readonly store: ObjectStore;
  hasSynced(): boolean;
  /** When the API server was last heard of for this type (a page, an accepted watch, an event, an orderly end), in ms; undefined before the first time. */
  lastContact(): number | undefined;
  /** Since when every attempt has failed, in ms; undefined while the last one did not. A quiet watch that stands is no failure. */
  failingSince(): number | undefined;
  /** Resolves once the first list is in the store; rejects when the signal aborts. */
  synced(signal: AbortSignal): Promise<void>;
  /** Handlers run synchronously, in order of events; one that throws is logged and does not stop the others. */
  onChange(handler: ChangeHandler): void;
  /** Puts an object that a write of ours returned into the store, if it is newer than what is there: we read our own writes. */
  observe(object: KubernetesObject): void;
  /** Runs until the signal aborts; never rejects. */
  run(signal: AbortSignal): Promise<void>;
}
