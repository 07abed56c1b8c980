import type { ResourceType } from './object.ts';

/** A served resource and what can be done with it (`list`, `watch`, `delete`, ...). */
export interface DiscoveredResource extends ResourceType {
  readonly verbs: readonly string[];
}

/** Asks what an API server serves at this moment, the preferred version of a group first. Rejects when a part of the answer is missing. */
export interface Discovery {
  resources(signal?: AbortSignal): Promise<readonly DiscoveredResource[]>;
}
