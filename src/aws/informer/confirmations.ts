import type { Clock, Timer } from '../../base/clock.ts';
import type { Probe } from './probe.ts';

/** While many are missing at once, one is asked for in this time (ms). */
const slowStepMs = 1000;

export interface ConfirmationsDeps {
  readonly clock: Clock;
  /** Asks the probes and concludes; calls `later` again for those that need another look. Never rejects. */
  readonly check: (probes: readonly Probe[]) => Promise<void>;
  /** Runs what nobody awaits. */
  readonly background: (run: () => Promise<void>) => void;
  readonly signal: AbortSignal;
}

/** Asks again for what seems to be missing, when it is time to; one a second for those that a doubtful listing lacks. */
export class Confirmations {
  readonly #deps: ConfirmationsDeps;
  readonly #due = new Map<string, number>();
  readonly #slow = new Map<string, number>();
  /** Ids whose confirmation goes slowly, whether they wait or are being read. */
  readonly #slowIds = new Set<string>();
  #slowAt = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;
  /** When it fires (ms). */
  #timerAt = 0;
  #busy = false;

  constructor(deps: ConfirmationsDeps) {
    this.#deps = deps;
    deps.signal.addEventListener('abort', () => this.#timer?.cancel(), { once: true });
  }

  /** Asks at `at` (ms), or sooner if they are asked for sooner already. */
  later(probes: readonly Probe[], at: number): void {
    for (const id of probes) {
      const queue = this.#slowIds.has(id) ? this.#slow : this.#due;
      queue.set(id, Math.min(at, queue.get(id) ?? at));
    }
    // Many are missed at once, one call each: the queues are looked through only where the timer may have to be earlier.
    if (this.#timer === undefined || at < this.#timerAt) this.#schedule();
  }

  /** Takes items that a doubtful listing lacks, one a second. */
  slowly(itemIds: readonly string[]): void {
    for (const id of itemIds) {
      if (this.#slowIds.has(id)) continue;
      this.#slowIds.add(id);
      this.#slow.set(id, this.#due.get(id) ?? this.#deps.clock.now());
      this.#due.delete(id);
    }
    this.#schedule();
  }

  isSlow(probe: Probe): boolean {
    return this.#slowIds.has(probe);
  }

  #schedule(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#busy || this.#deps.signal.aborted) return;
    const now = this.#deps.clock.now();
    const slow = Math.max(earliest(this.#slow), this.#slowAt + slowStepMs);
    this.#timerAt = Math.min(earliest(this.#due), slow);
    if (!Number.isFinite(this.#timerAt)) return;
    this.#timer = this.#deps.clock.after(Math.max(0, this.#timerAt - now), () => this.#deps.background(() => this.#run()));
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#busy = true;
    try {
      const now = this.#deps.clock.now();
      const due = takeDue(this.#due, now, Number.POSITIVE_INFINITY);
      if (due.length > 0) await this.#deps.check(due);
      if (now >= this.#slowAt + slowStepMs) await this.#runSlow(now);
    } finally {
      this.#busy = false;
      this.#schedule();
    }
  }

  async #runSlow(now: number): Promise<void> {
    const [id] = takeDue(this.#slow, now, 1);
    if (id === undefined) return;
    this.#slowAt = now;
    await this.#deps.check([id]);
    if (!this.#slow.has(id)) this.#slowIds.delete(id);
  }
}

/** Infinity where nothing waits. */
function earliest(queue: ReadonlyMap<string, number>): number {
  return queue.values().reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
}

/** Takes up to `most` ids whose time has come out of a queue. */
function takeDue(queue: Map<string, number>, now: number, most: number): readonly string[] {
  const due = [...queue].filter(([, at]) => at <= now).slice(0, most);
  for (const [id] of due) queue.delete(id);
  return due.map(([id]) => id);
}
