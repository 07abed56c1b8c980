import type { Clock } from '../../base/clock.ts';
import type { Sandbox, SandboxJob, SandboxOutcome } from './sandbox.ts';

/** Another thread that answers each job with its `SandboxOutcome`, one after the other. */
export interface SandboxThread {
  post(job: SandboxJob): void;
  /** Each replaces the listener before; `ended` is called with the reason when the thread is gone by itself. */
  listen(answered: (outcome: SandboxOutcome) => void, ended: (reason: string) => void): void;
  /** Ends it, whatever it does. */
  terminate(): void;
}

/** A thread that starts first, and a machine that is busy, get this beyond a program's own limit (ms). */
const graceMs = 5000;

/**
 * Evaluates programs on a thread of their own, started by the first of them: one that escapes its time limit within a built-in function
 * costs the thread, which the next starts anew, and holds up nothing but the programs behind it.
 */
export class ThreadSandbox implements Sandbox {
  readonly #clock: Clock;
  readonly #start: () => SandboxThread;
  #thread: SandboxThread | undefined;
  /** Settles with the job before. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock, start: () => SandboxThread) {
    this.#clock = clock;
    this.#start = start;
  }

  evaluate(job: SandboxJob, signal: AbortSignal): Promise<SandboxOutcome> {
    const outcome = this.#turn.then(() => this.#run(job, signal));
    this.#turn = outcome.catch(() => undefined);
    return outcome;
  }

  /** Ends the thread; a job that it runs is never answered. */
  close(): void {
    this.#thread?.terminate();
    this.#thread = undefined;
  }

  #run(job: SandboxJob, signal: AbortSignal): Promise<SandboxOutcome> {
    signal.throwIfAborted();
    const thread = (this.#thread ??= this.#start());
    const { promise, resolve, reject } = Promise.withResolvers<SandboxOutcome>();
    const expired: SandboxOutcome = { type: 'failed', message: `the program ran longer than ${job.limits.timeMs} ms (spec.limits.time)` };
    const timer = this.#clock.after(job.limits.timeMs + graceMs, () => {
      this.close();
      resolve(expired);
    });
    const abort = (): void => {
      this.close();
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', abort, { once: true });
    const answered = (outcome: SandboxOutcome): void => {
      if (outcome.type === 'failed' && outcome.spoilt === true) this.close();
      resolve(outcome);
    };
    thread.listen(answered, (reason) => {
      this.#thread = undefined;
      reject(new Error(`the thread of programs ended: ${reason}`));
    });
    thread.post(job);
    return promise.finally(() => {
      timer.cancel();
      signal.removeEventListener('abort', abort);
    });
  }
}
