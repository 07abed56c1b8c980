import { sleep } from '../../../src/base/clock.ts';
import { silentLogger, type Logger } from '../../../src/base/logger.ts';
import type { Random } from '../../../src/base/random.ts';
import type { CallOutcome, CloudCall, CloudProvider } from '../../../src/engine/cloud.ts';
import { CloudError } from '../../../src/engine/cloud.ts';
import { Controller, type ControllerMetrics } from '../../../src/engine/controller/controller.ts';
import { ObjectStores } from '../../../src/engine/controller/object-stores.ts';
import type { Engine, EngineSettings } from '../../../src/engine/engine.ts';
import type { Kind } from '../../../src/engine/kind.ts';
import { kindName } from '../../../src/engine/kind.ts';
import { ClaimIndex } from '../../../src/engine/ownership/claim-index.ts';
import { resourceTypeOf } from '../../../src/engine/reconcile/write-metadata.ts';
import { EdgeIndex } from '../../../src/engine/references/edge-index.ts';
import type { ReportedEvent } from '../../../src/engine/report/report-events.ts';
import { createValidators } from '../../../src/engine/schema/create-validators.ts';
import { HashKey } from '../../../src/engine/secrets/hash-key.ts';
import { createSecretStore, secretType } from '../../../src/engine/secrets/watched-secret-store.ts';
import { createInformer } from '../../../src/kubernetes/create-informer.ts';
import { createWorkQueue } from '../../../src/kubernetes/create-work-queue.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';
import { createObjectWatches } from '../../../src/kubernetes/object-watches.ts';
import type { FakeClock } from '../fake-clock.ts';
import type { FakeCloud } from '../fake-cloud.ts';
import { FakeProvider, type FakeSessionDeps } from '../fake-cloud/fake-session.ts';
import type { FakeKubernetes } from '../fake-kubernetes.ts';
import { seededRandom } from '../seeded-random.ts';
import type { FaultPlan } from './faults.ts';
import { nothingMore, ProcessClient } from './process-client.ts';

/** What a provider of a process's own gets from it. */
export type ProcessDeps = Pick<FakeSessionDeps, 'clock' | 'controlPlane' | 'signal' | 'wake'>;

/** What outlives a process. */
export interface World {
  readonly clock: FakeClock;
  readonly api: FakeKubernetes;
  readonly cloud: FakeCloud;
  readonly kinds: readonly Kind[];
  readonly settings: EngineSettings;
  readonly controlPlane: string;
  readonly crdsTerminating: ReadonlySet<string>;
  readonly namespacesTerminating: ReadonlySet<string>;
  /** ms by which the events of a kind's watch are late. */
  readonly watchDelays: ReadonlyMap<string, number>;
  readonly faults: () => FaultPlan;
  readonly record: (object: KubernetesObject, event: ReportedEvent) => void;
  readonly metrics?: ControllerMetrics;
  /** Gives the event loop a turn between passes; absent: it has none. */
  readonly breathe?: (() => Promise<void>) | undefined;
  readonly logger?: Logger;
  readonly concurrency: number;
  /** In place of the fake cloud's. */
  readonly provider?: ((deps: ProcessDeps) => CloudProvider) | undefined;
}

/** One controller process: its memory, queue, informers and views go with it. */
export class EngineProcess {
  readonly controller: Controller;
  readonly #world: World;
  readonly #stop = new AbortController();
  readonly #stores: ObjectStores;
  #alive = true;
  mayCall = true;

  constructor(world: World) {
    this.#world = world;
    const { clock, api, kinds, concurrency, record } = world;
    const life = { isAlive: () => this.#alive, die: () => this.kill(), delay: (kind: string) => this.#delay(kind) };
    const client = new ProcessClient(api, life, () => world.faults().next('write'));
    const random = seededRandom(7);
    const logger = world.logger ?? silentLogger;
    const watched = { client, clock, random, logger };
    this.#stores = new ObjectStores(
      kinds.map((kind) => ({ kind, informers: [createInformer({ ...watched, type: resourceTypeOf(kind) })] })),
    );
    this.controller = new Controller({
      engine: this.#engine(client, watched),
      stores: this.#stores,
      queue: createWorkQueue({ clock, random }),
      concurrency,
      record,
      ...(world.metrics === undefined ? {} : { metrics: world.metrics }),
      ...(world.breathe === undefined ? {} : { breathe: world.breathe }),
    });
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  /** Runs the informers, and once they have synced the controller. */
  run(): void {
    const { signal } = this.#stop;
    const informers = this.#stores.kinds().flatMap((watched) => watched.informers);
    for (const informer of informers) void informer.run(signal);
    void Promise.all(informers.map((informer) => informer.synced(signal))).then(
      () => this.controller.run(signal, signal),
      () => undefined,
    );
  }

  /** Ends at once, in the middle of whatever it does. */
  kill(): void {
    this.#alive = false;
    this.#stop.abort(new Error('the process was killed'));
  }

  #engine(
    client: ProcessClient,
    { random, ...watched }: Pick<Engine, 'clock' | 'logger'> & { readonly client: ProcessClient; readonly random: Random },
  ): Omit<Engine, 'wake' | 'wrote' | 'targets'> {
    const { settings, controlPlane, crdsTerminating, namespacesTerminating } = this.#world;
    const watches = createObjectWatches({ ...watched, random, type: secretType });
    void watches.run(this.#stop.signal);
    const randomBytes = countingBytes();
    return {
      ...watched,
      provider: this.#provider(),
      settings,
      controlPlane,
      mayCall: () => this.mayCall && this.#alive,
      edges: new EdgeIndex(),
      claims: new ClaimIndex(),
      secrets: createSecretStore({
        client,
        watches,
        randomBytes,
        hashKey: new HashKey({ client, namespace: 'evenkeel-system', randomBytes }),
        onChange: (readers) => this.controller.secretChanged(readers),
      }),
      validate: createValidators(),
      crdTerminating: (kind) => Promise.resolve(crdsTerminating.has(kindName(kind.schema))),
      namespaceTerminating: (namespace) => Promise.resolve(namespacesTerminating.has(namespace)),
    };
  }

  #provider(): CloudProvider {
    const { cloud, clock, controlPlane, provider } = this.#world;
    const deps: ProcessDeps = {
      clock,
      controlPlane,
      signal: this.#stop.signal,
      wake: (objects) => this.controller.wake(objects),
    };
    if (provider !== undefined) return provider(deps);
    return new FakeProvider({
      ...deps,
      cloud,
      read: (run) => this.#living(run),
      mutate: (call, run) => this.#mutate(call, run),
    });
  }

  async #delay(kind: string): Promise<void> {
    const { watchDelays, clock } = this.#world;
    const ms = watchDelays.get(kind) ?? 0;
    if (ms > 0) await sleep(clock, ms, this.#stop.signal).catch(() => undefined);
  }

  async #living<T>(run: () => T): Promise<T> {
    await Promise.resolve();
    return this.#alive ? run() : nothingMore();
  }

  async #mutate(_call: CloudCall, run: () => CallOutcome): Promise<CallOutcome> {
    if (!this.#alive) return nothingMore();
    const fault = this.#world.faults().next('call');
    if (fault === 'crashBefore') this.kill();
    if (fault === 'late') this.#world.clock.after(lateMs, run);
    if (fault === 'dropped' || fault === 'late') return unknown;
    if (fault === 'throttled')
      return { result: 'refused', sent: true, error: new CloudError('throttled', 'RequestLimitExceeded', 'slow down') };
    const outcome = await this.#living(run);
    if (fault === 'crashAfter') this.kill();
    if (fault === 'lost') return unknown;
    return this.#living(() => outcome);
  }
}

/** Less than the request time-out and the lease together: how long a call may still be under way once its answer is given up. */
const lateMs = 40_000;
const unknown: CallOutcome = { result: 'unknown', error: new CloudError('transient', 'Timeout', 'no answer in time') };

/** Bytes that differ from call to call, the same in each run. */
function countingBytes(): (size: number) => Buffer {
  let next = 0;
  return (size) => Buffer.from(Array.from({ length: size }, () => (next = (next + 37) % 251)));
}
