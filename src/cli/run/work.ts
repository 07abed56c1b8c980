import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import { createLeaderElector } from '../../kubernetes/leader-elector.ts';
import type { ControllerRuntime } from './controller-runtime.ts';
import type { RunOptions } from './run-options.ts';

/** One process that would do the work. */
export interface Candidate {
  readonly options: RunOptions;
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Unlike that of any other process, those before it included. */
  readonly identity: string;
  /** Between two tries for the lease (ms); as the elector has it unless told. */
  readonly retryPeriodMs?: number;
  /** `holds` is set to whether the lease is held, where there is one. */
  readonly leading: { holds: () => boolean };
}

/** How long a stop waits for calls that are under way (ms). */
const graceMs = 25_000;

/**
 * Works until `stop` aborts, as the leader if one is elected. Rejects when the lease was lost: such a process ends, and is
 * started anew by whoever runs it, since nothing of what it knew is to be trusted any more.
 */
export function work(candidate: Candidate, runtime: ControllerRuntime, stop: AbortSignal): Promise<void> {
  return candidate.options.leaderElect ? lead(candidate, runtime, stop) : workUntil(candidate.clock, runtime, stop);
}

async function lead(candidate: Candidate, runtime: ControllerRuntime, stop: AbortSignal): Promise<void> {
  const { options, leading, clock } = candidate;
  const ended = new AbortController();
  const elector = createLeaderElector({
    ...candidate,
    namespace: options.systemNamespace,
    name: 'evenkeel',
    onStartedLeading: async (signal) => {
      await workUntil(clock, runtime, signal);
      ended.abort();
    },
  });
  leading.holds = () => elector.holdsLease();
  await elector.run(AbortSignal.any([stop, ended.signal]));
  if (!stop.aborted) throw new Error('the lease was lost');
}

/** Cut off a while after the stop, so that a call without an answer can't hold the process for ever. */
async function workUntil(clock: Clock, runtime: ControllerRuntime, stop: AbortSignal): Promise<void> {
  const abort = new AbortController();
  const ended = new AbortController();
  const cutOff = (): void => {
    const timer = clock.after(graceMs, () => abort.abort(new Error('the grace time of the stop is over')));
    ended.signal.addEventListener('abort', () => timer.cancel(), { once: true });
  };
  stop.addEventListener('abort', cutOff, { once: true, signal: ended.signal });
  try {
    await runtime.work(stop, abort.signal);
  } finally {
    ended.abort();
  }
}
