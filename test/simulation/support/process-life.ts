import type { Clock, Timer } from '../../../src/base/clock.ts';
import { ApiUnreachable } from '../../../src/kubernetes/api-error.ts';

/** Resolves never: what a dead process waits for. */
export function nothingMore<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** What outlasts a process: its clock may be wrong. */
export interface Machine {
  clockAheadMs: number;
}

/**
 * Whether a process lives, and how. One that died gets no answer any more, whatever it had begun; one that stands still gets
 * everything afterwards.
 */
export class ProcessLife {
  /** As the process reads it: right or wrong as the machine's was when it began. Its timers go with the process and stand still with it. */
  readonly clock: Clock;
  readonly machine: Machine;
  readonly #world: Clock;
  readonly #onDeath: (() => void)[];
  readonly #timers = new Set<Timer>();
  /** What waits for the process to go on; undefined: it is not frozen. */
  #frozen: (() => void)[] | undefined;
  #alive = true;

  constructor(world: Clock, machine: Machine, onDeath: () => void) {
    const { clockAheadMs } = machine;
    this.#world = world;
    this.machine = machine;
    this.#onDeath = [onDeath];
    this.clock = { now: () => world.now() + clockAheadMs, after: (delayMs, callback) => this.#after(delayMs, callback) };
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
    for (const timer of this.#timers) timer.cancel();
    for (const listener of this.#onDeath) listener();
  }

  /** Stands still for so long; resolves when it goes on. */
  freeze(ms: number): Promise<void> {
    if (this.#frozen === undefined) {
      this.#frozen = [];
      this.#world.after(ms, () => this.#goOn());
    }
    return this.awake();
  }

  /** Resolves when it does not stand still. */
  async awake(): Promise<void> {
    const frozen = this.#frozen;
    if (frozen !== undefined) await new Promise<void>((resolve) => frozen.push(resolve));
  }

  /** Runs what a living process asks for; an answer reaches it only while it lives. */
  async living<T>(run: () => Promise<T>): Promise<T> {
    if (!this.#alive) return nothingMore();
    try {
      const result = await run();
      await this.awake();
      return this.#alive ? result : await nothingMore<T>();
    } catch (error) {
      await this.awake();
      if (this.#alive) throw error;
      return nothingMore();
    }
  }

  /** Dies, in the middle of something. */
  dead<T>(): Promise<T> {
    this.die();
    return nothingMore();
  }

  #goOn(): void {
    const waiting = this.#frozen ?? [];
    this.#frozen = undefined;
    if (this.#alive) for (const resume of waiting) resume();
  }

  #after(delayMs: number, callback: () => void): Timer {
    if (!this.#alive) return { cancel: () => undefined };
    let cancelled = false;
    const run = (): void => {
      if (!cancelled) callback();
    };
    const timer = this.#world.after(delayMs, () => {
      this.#timers.delete(timer);
      if (this.#frozen === undefined) run();
      else this.#frozen.push(run);
    });
    this.#timers.add(timer);
    return {
      cancel: () => {
        cancelled = true;
        this.#timers.delete(timer);
        timer.cancel();
      },
    };
  }
}

/** The connection broke: nobody knows whether the request took effect. */
export function reset(): ApiUnreachable {
  return new ApiUnreachable('the connection was reset');
}
