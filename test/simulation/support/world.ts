import { createHash } from 'node:crypto';
import { install } from '../../../src/cli/dev/install.ts';
import { sleep } from '../../../src/base/clock.ts';
import type { Random } from '../../../src/base/random.ts';
import type { RunOptions } from '../../../src/cli/run/run-options.ts';
import { createInProcessClient } from '../../../src/devcluster/client/in-process-client.ts';
import { createStandardDevApi } from '../../../src/devcluster/create-standard-dev-api.ts';
import type { JournalRecord } from '../../../src/devcluster/api/journal.ts';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import { loadServiceCodec } from '../../../src/simulator/codec/service-codec.ts';
import type { SimulatorSettings } from '../../../src/simulator/core/operation.ts';
import type { Simulator } from '../../../src/simulator/core/simulator.ts';
import { createSimulator } from '../../../src/simulator/create-simulator.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLogger } from '../../support/recording-logger.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { EffectCounter } from './effect-counter.ts';
import { faultLength } from './fault-length.ts';
import { compositionOf } from './composition-of.ts';
import { FaultPlan, type CallFault, type PlannedFault, type WriteFault } from './fault-plan.ts';
import { FaultyClient } from './faulty-client.ts';
import { faultyTransport } from './faulty-transport.ts';
import { memoryJournal } from './memory-journal.ts';
import type { Sabotage } from './sabotage.ts';
import type { Machine, ProcessLife } from './process-life.ts';
import { Storm } from './storm.ts';
import { unaskedChild } from './unasked-child.ts';
import { unaskedDelete } from './unasked-delete.ts';
import { VersionLog } from './version-log.ts';
import { runOptions, SimulatedProcess } from './simulated-process.ts';

/** What one simulated world is like. */
export interface WorldOptions {
  readonly seed: number;
  /** Controller processes at a time; more than one take the lease. */
  readonly replicas?: number;
  /** The processes compose too. Default: not. */
  readonly composes?: boolean;
  readonly settings?: Partial<SimulatorSettings>;
  readonly run?: Partial<RunOptions>;
  /** Breaks the controller's create protocol on purpose, to see that the oracles tell. */
  readonly sabotage?: Sabotage;
  /** What happens to an event of a watch: held back by so many ms, then as said. Default: neither. */
  readonly watchFault?: (random: Random) => { readonly delayMs: number; readonly fate: 'pass' | 'drop' | 'expire' };
  /** How old a list is (ms). Default: as of now. */
  readonly listAgeMs?: (random: Random) => number;
}

const restartMs = 1_000;
/** How often a condition is looked at. */
const stepMs = 5_000;
/** Databases take seconds and a minute or two in place of minutes and hours. */
const paceOfStates = 0.03;
const endpoint = 'http://simulator.invalid';

// Loaded before the first world: the SDK's clients take their time, and no timer of a world's own shall see it.
await Promise.all((['ec2', 'rds', 'sts'] as const).map((service) => loadServiceCodec(service)));

let installed: readonly JournalRecord[] | undefined;

/** What a fresh dev API server with our CRDs, namespace and provider config holds; made once, since it is always the same. */
async function installedRecords(): Promise<readonly JournalRecord[]> {
  if (installed !== undefined) return installed;
  const journal = memoryJournal();
  const api = await createStandardDevApi({ clock: new FakeClock(), random: seededRandom(1), journal });
  await install(createInProcessClient(api), endpoint);
  await api.close();
  installed = journal.records;
  return installed;
}

/** API server, AWS and controller processes under one clock and one random source. A process that dies is started again. */
export class World {
  readonly clock: FakeClock;
  readonly client: KubernetesClient;
  readonly simulator: Simulator;
  readonly #api: Awaited<ReturnType<typeof createStandardDevApi>>;
  readonly #options: WorldOptions;
  readonly #random: Random;
  readonly #hash = createHash('sha256');
  readonly trace: string[] = [];
  /** Delete calls that nobody asked for. */
  readonly violations: string[] = [];
  readonly #processes = new Map<number, SimulatedProcess>();
  readonly log = recordingLogger();
  readonly #effects = new EffectCounter();
  readonly #storm: Storm;
  readonly #machines = new Map<number, Machine>();
  readonly #versions = new VersionLog();
  #faults = new FaultPlan([]);
  #calmAt = 0;
  #reviving = true;
  #born = 0;

  private constructor(api: Awaited<ReturnType<typeof createStandardDevApi>>, clock: FakeClock, options: WorldOptions) {
    this.#api = api;
    this.clock = clock;
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#storm = new Storm(clock);
    this.client = createInProcessClient(api);
    const settings = { stateDelayFactor: paceOfStates, ...options.settings };
    this.simulator = createSimulator({ clock, random: this.#random, settings, onEffect: () => this.#effects.look(this.simulator) });
  }

  static async make(options: WorldOptions): Promise<World> {
    const clock = new FakeClock();
    const journal = memoryJournal(await installedRecords());
    const api = await createStandardDevApi({ clock, random: seededRandom(options.seed + 1), journal });
    return new World(api, clock, options);
  }

  get random(): Random {
    return this.#random;
  }

  /** When the last fault that has struck so far is over (ms); 0: none has. */
  get calmAt(): number {
    return this.#calmAt;
  }

  /** SHA-256 of all writes and mutating calls so far, with their times. */
  get traceHash(): string {
    return this.#hash.copy().digest('hex');
  }

  /** How many resources were made and went, by type. */
  effects(): Readonly<Record<string, number>> {
    this.#effects.look(this.simulator);
    return this.#effects.counts();
  }

  start(): void {
    for (let replica = 0; replica < (this.#options.replicas ?? 1); replica += 1) this.#startOne(replica);
  }

  /** From now on these faults are armed, and writes and calls counted anew. */
  arm(faults: readonly PlannedFault[]): FaultPlan {
    this.#faults = new FaultPlan(faults);
    return this.#faults;
  }

  /** Kills a process; it is started again a second later. */
  kill(replica = 0): void {
    this.#processes.get(replica)?.kill();
  }

  /** Moves time on by as much; dead processes are started again on their way. */
  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  /** Moves time on until the condition holds; throws with `failure` after so much of it. */
  async until(condition: () => boolean | Promise<boolean>, limitMs: number, failure: () => string): Promise<void> {
    const limit = this.clock.now() + limitMs;
    while (!(await condition())) {
      if (this.clock.now() >= limit) throw new Error(failure());
      await this.advance(Math.min(stepMs, limit - this.clock.now()));
    }
  }

  /** Ends all processes in order and then the API server. Gives how many timers are left behind: none should be. */
  async end(): Promise<number> {
    this.#reviving = false;
    const ending = [...this.#processes.values()].map((one) => one.stop());
    let ended = false;
    const all = Promise.all(ending).then(() => (ended = true));
    await this.until(
      () => ended,
      600_000,
      () => 'the processes do not end',
    );
    await all;
    await this.#api.close();
    return this.clock.pending;
  }

  #startOne(replica: number): void {
    const { run, replicas = 1, composes } = this.#options;
    this.#born += 1;
    const process = new SimulatedProcess({
      clock: this.clock,
      machine: this.#machineOf(replica),
      random: this.#random,
      logger: this.log,
      client: (of) => this.#clientOf(of, replica),
      transport: (of) => this.#transportOf(of, replica),
      options: { ...runOptions, leaderElect: replicas > 1, ...run },
      composition: composes === true ? compositionOf(this.#api) : undefined,
      identity: `replica-${replica}-${this.#born}`,
    });
    process.life.onDeath(() => void this.clock.after(restartMs, () => this.#reviving && this.#startOne(replica)));
    this.#processes.set(replica, process);
    process.run();
  }

  #struck<T extends WriteFault | CallFault>(how: T | undefined): T | undefined {
    if (how !== undefined) this.#calmAt = Math.max(this.#calmAt, this.clock.now() + faultLength(how));
    return how;
  }

  #machineOf(replica: number): Machine {
    const machine = this.#machines.get(replica) ?? { clockAheadMs: 0 };
    this.#machines.set(replica, machine);
    return machine;
  }

  #clientOf(life: ProcessLife, replica: number): KubernetesClient {
    const { watchFault, listAgeMs, sabotage } = this.#options;
    return new FaultyClient({
      client: this.client,
      sabotage,
      life,
      fault: () => this.#struck(this.#faults.nextWrite()),
      wrote: (line) => this.#note(`${replica} ${line}`),
      deleting: async (type, name) => {
        this.violations.push(...(await unaskedChild(this, type, name)));
      },
      written: (version) => this.#versions.add(this.clock.now(), version),
      onEvent: async () => {
        const fault = watchFault?.(this.#random);
        if (fault === undefined) return 'pass';
        if (fault.delayMs > 0) await sleep(this.clock, fault.delayMs);
        return fault.fate;
      },
      listedAt: () => {
        const ageMs = listAgeMs?.(this.#random) ?? 0;
        return ageMs === 0 ? undefined : this.#versions.at(this.clock.now() - ageMs);
      },
    });
  }

  #transportOf(life: ProcessLife, replica: number) {
    return faultyTransport({
      handle: (request) => this.simulator.handle(request),
      sabotage: this.#options.sabotage,
      life,
      clock: this.clock,
      fault: () => this.#struck(this.#faults.nextCall()),
      called: (line) => this.#note(`${replica} aws ${line}`),
      judge: async (action, parameters) => {
        this.violations.push(...(await unaskedDelete(this, action, parameters)));
      },
      latencyMs: () => 20,
      storm: this.#storm,
    });
  }

  #note(line: string): void {
    const timed = `${this.clock.now()} ${line}`;
    this.trace.push(timed);
    this.#hash.update(`${timed}\n`);
  }
}
