import { awsKinds } from '../../../src/aws/generated/kinds.ts';
import type { RequestHandler } from '../../../src/aws/session/session-config.ts';
import type { Clock } from '../../../src/base/clock.ts';
import type { Logger } from '../../../src/base/logger.ts';
import type { Random } from '../../../src/base/random.ts';
import { ControllerRuntime } from '../../../src/cli/run/controller-runtime.ts';
import { createMetrics } from '../../../src/cli/run/metrics.ts';
import type { RuntimeDeps } from '../../../src/cli/run/runtime-deps.ts';
import type { RunOptions } from '../../../src/cli/run/run-options.ts';
import { work } from '../../../src/cli/run/work.ts';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import { ProcessLife, type Machine } from './process-life.ts';

/** How the controllers of the simulation are run: as in production but for their names. */
export const runOptions: RunOptions = {
  controlPlane: 'simulation',
  kubeconfig: undefined,
  context: undefined,
  namespaces: [],
  kinds: [],
  compositions: true,
  leaderElect: false,
  systemNamespace: 'evenkeel-system',
  trustedNamespaces: [],
  metricsAddress: undefined,
  sweepIntervalMs: 60_000,
  deepIntervalMs: 60_000,
  visibilityWindowMs: undefined,
  settleMs: undefined,
  awsTimeoutMs: 30_000,
  awsRate: 'published',
  concurrency: 16,
  logLevel: 'info',
};

/** Fewer tries for the lease than in production, each of them a write; its duration and deadline are the same. */
const retryPeriodMs = 4_000;

/** Made once: what is measured is not what the simulation is about, and the measuring of the process is slow to set up. */
const metrics = createMetrics(() => []);

/** What a process gets from its world. */
export interface ProcessDeps {
  readonly clock: Clock;
  readonly machine: Machine;
  readonly random: Random;
  readonly logger: Logger;
  readonly client: (life: ProcessLife) => KubernetesClient;
  readonly transport: (life: ProcessLife) => RequestHandler;
  readonly options: RunOptions;
  /** What compositions need; absent: the process does not compose. */
  readonly composition: RuntimeDeps['composition'];
  readonly identity: string;
}

/** One controller process, put together as `evenkeel run` does it. */
export class SimulatedProcess {
  readonly life: ProcessLife;
  readonly #deps: ProcessDeps;
  readonly #stop = new AbortController();
  #done: Promise<void> = Promise.resolve();

  constructor(deps: ProcessDeps) {
    this.#deps = deps;
    this.life = new ProcessLife(deps.clock, deps.machine, () => this.#stop.abort(new Error('the process was killed')));
  }

  run(): void {
    const { random, logger, options, identity } = this.#deps;
    const { clock } = this.life;
    const client = this.#deps.client(this.life);
    const leading = { holds: () => !options.leaderElect };
    const runtime = new ControllerRuntime({
      client,
      clock,
      random,
      randomBytes: (size) => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256))),
      breathe: () => Promise.resolve(),
      requestHandler: () => this.#deps.transport(this.life),
      logger,
      metrics,
      kinds: awsKinds,
      options,
      ...(this.#deps.composition === undefined ? {} : { composition: this.#deps.composition }),
      mayCall: () => !this.#stop.signal.aborted && leading.holds(),
    });
    const { signal } = this.#stop;
    const candidate = { options, client, clock, random, logger, identity, leading, retryPeriodMs };
    // Whoever runs it starts it anew when it has ended.
    const working = work(candidate, runtime, signal).catch(() => this.kill());
    this.#done = Promise.all([runtime.watch(signal), working]).then(() => undefined);
    this.#done.catch(() => undefined);
  }

  /** Ends in the middle of whatever it does. */
  kill(): void {
    this.life.die();
  }

  /** Stops in order, and resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('stopped in order'));
    await this.#done;
  }
}
