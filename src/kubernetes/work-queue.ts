/** Lower is taken first. `edit` user edits, `event` what moved in the cluster or the cloud, `sweep` start-up and periodic work. */
export type Priority = 'edit' | 'event' | 'sweep';

/** When a key is due, and before which others; an `event` unless told. */
export interface AddOptions {
  readonly priority?: Priority;
  /** ms from now; 0 or absent: at once. An earlier time already set stays. */
  readonly after?: number;
}

/**
 * A keyed, de-duplicated queue with priorities. A key that is being worked on and is added again is handed out once more
 * after `done`. Never hands the same key to two workers.
 */
export interface WorkQueue {
  add(key: string, options?: AddOptions): void;
  /** Adds with the key's own exponential back-off, `baseMs` (1 s) doubled at each call up to `maxMs` (5 min), with jitter. Returns the delay in ms. */
  addRateLimited(key: string): number;
  /** Resets the key's back-off. */
  forget(key: string): void;
  /** The next key; undefined once the queue is shut down or the signal aborts. */
  take(signal: AbortSignal): Promise<string | undefined>;
  done(key: string): void;
  /** Keys ready to be taken. */
  readonly depth: number;
  /** Refuses further adds and wakes all takers. */
  shutDown(): void;
}
