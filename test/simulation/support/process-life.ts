import { ApiUnreachable } from '../../../src/kubernetes/api-error.ts';

/** Resolves never: what a dead process waits for. */
export function nothingMore<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** Whether a process still lives: one that died gets no answer any more, whatever it had begun. */
export class ProcessLife {
  readonly #onDeath: (() => void)[];
  #alive = true;

  constructor(onDeath: () => void) {
    this.#onDeath = [onDeath];
  }

  onDeath(listener: () => void): void {
    this.#onDeath.push(listener);
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  die(): void {
    if (!this.#alive) return;
    this.#alive = false;
    for (const listener of this.#onDeath) listener();
  }

  /** Runs what a living process asks for; an answer reaches it only while it lives. */
  async living<T>(run: () => Promise<T>): Promise<T> {
    if (!this.#alive) return nothingMore();
    try {
      const result = await run();
      return this.#alive ? result : await nothingMore<T>();
    } catch (error) {
      if (this.#alive) throw error;
      return nothingMore();
    }
  }

  /** Dies, in the middle of something. */
  dead<T>(): Promise<T> {
    this.die();
    return nothingMore();
  }
}

/** The connection broke: nobody knows whether the request took effect. */
export function reset(): ApiUnreachable {
  return new ApiUnreachable('the connection was reset');
}
