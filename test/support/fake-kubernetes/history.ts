import type { WatchEvent, WatchOptions } from '../../../src/kubernetes/client.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';
import { selects } from './selectors.ts';

/** One change of one object: no `old` when it came, no `new` when it went; then `gone` is its last state, at the deletion's resourceVersion. */
export interface Transition {
  readonly revision: number;
  readonly type: string;
  readonly old: KubernetesObject | undefined;
  readonly new: KubernetesObject | undefined;
  readonly gone?: KubernetesObject;
}

type Listener = () => void;

/** The events of a fake API server, which watches replay and follow. */
export class History {
  readonly #transitions: Transition[] = [];
  readonly #watches = new Set<FakeWatch>();
  /** Watches from before this revision get a 410. */
  #oldest = 0;

  get oldest(): number {
    return this.#oldest;
  }

  get openWatches(): number {
    return this.#watches.size;
  }

  record(transition: Transition): void {
    this.#transitions.push(transition);
    for (const watch of this.#watches) watch.offer(transition);
  }

  /** Forgets everything up to `revision`. */
  compact(revision: number): void {
    this.#oldest = revision;
  }

  /** Sends every open watch a bookmark. */
  bookmark(revision: number): void {
    for (const watch of this.#watches) watch.push({ type: 'BOOKMARK', resourceVersion: String(revision) });
  }

  /** Ends all watches: orderly, or with the error that their consumers shall see. */
  end(error?: Error): void {
    for (const watch of [...this.#watches]) watch.end(error);
  }

  async *watch(type: string, options: WatchOptions): AsyncGenerator<WatchEvent> {
    const since = Number(options.resourceVersion);
    if (since < this.#oldest) {
      yield { type: 'ERROR', code: 410, message: `too old resource version: ${since} (${this.#oldest})` };
      return;
    }
    const watch = new FakeWatch(type, options);
    for (const transition of this.#transitions) if (transition.revision > since) watch.offer(transition);
    const onAbort = (): void => watch.end();
    options.signal.addEventListener('abort', onAbort, { once: true });
    if (options.signal.aborted) watch.end();
    this.#watches.add(watch);
    try {
      yield* watch.events();
    } finally {
      options.signal.removeEventListener('abort', onAbort);
      this.#watches.delete(watch);
    }
  }
}

class FakeWatch {
  readonly #type: string;
  readonly #options: WatchOptions;
  readonly #buffer: WatchEvent[] = [];
  #ended = false;
  #error: Error | undefined;
  #wake: Listener = () => undefined;

  constructor(type: string, options: WatchOptions) {
    this.#type = type;
    this.#options = options;
  }

  offer(transition: Transition): void {
    if (transition.type !== this.#type) return;
    const event = this.#eventOf(transition);
    if (event !== undefined) this.push(event);
  }

  push(event: WatchEvent): void {
    this.#buffer.push(event);
    this.#wake();
  }

  end(error?: Error): void {
    this.#ended = true;
    this.#error = error;
    this.#wake();
  }

  async *events(): AsyncGenerator<WatchEvent> {
    for (;;) {
      const event = this.#buffer.shift();
      if (event !== undefined) yield event;
      else if (this.#error !== undefined) throw this.#error;
      else if (this.#ended) return;
      else await this.#change();
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** As a selecting watch sees it: an object that stops matching is deleted, one that starts matching is added. */
  #eventOf({ old, new: next, gone }: Transition): WatchEvent | undefined {
    const before = old !== undefined && selects(this.#options, old);
    const after = next !== undefined && selects(this.#options, next);
    if (after) return { type: before ? 'MODIFIED' : 'ADDED', object: next };
    if (!before) return undefined;
    return { type: 'DELETED', object: gone ?? next ?? old };
  }
}
