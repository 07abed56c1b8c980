import { isObject } from '../../src/base/json.ts';
import type { CloudProvider } from '../../src/engine/cloud.ts';
import type { ControllerMetrics } from '../../src/engine/controller/controller.ts';
import type { EngineSettings } from '../../src/engine/engine.ts';
import type { Kind } from '../../src/engine/kind.ts';
import { annotation } from '../../src/engine/object/metadata.ts';
import { resourceTypeOf } from '../../src/engine/reconcile/write-metadata.ts';
import type { ReportedEvent } from '../../src/engine/report/report-events.ts';
import type { Condition } from '../../src/kubernetes/condition.ts';
import type { KubernetesObject } from '../../src/kubernetes/object.ts';
import { EngineProcess, type ProcessDeps, type World } from './engine-harness/engine-process.ts';
import { FaultPlan, type Fault } from './engine-harness/faults.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeCloud } from './fake-cloud.ts';
import { fakeBehaviours, fakeKinds } from './fake-kinds.ts';
import { FakeKubernetes, type Call } from './fake-kubernetes.ts';

export interface HarnessOptions {
  readonly settings?: Partial<EngineSettings>;
  readonly controlPlane?: string;
  readonly concurrency?: number;
  readonly metrics?: ControllerMetrics;
  readonly breathe?: () => Promise<void>;
  /** The kinds that the processes run: all unless told. */
  readonly kinds?: readonly Kind[];
  /** What each process reaches the cloud by, in place of `cloud`. */
  readonly provider?: (deps: ProcessDeps) => CloudProvider;
}

export interface ObjectOptions {
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly object[];
  /** Members of spec beside forProvider. */
  readonly spec?: object;
  /** Who applies it. */
  readonly manager?: string;
}

const namespace = 'team';

/** Controller processes, one after the other, over one API server, one cloud and one clock. Starts on the first full second. */
export class EngineHarness {
  readonly clock = new FakeClock();
  readonly api: FakeKubernetes;
  readonly cloud: FakeCloud;
  readonly kinds: readonly Kind[];
  readonly crdsTerminating = new Set<string>();
  readonly namespacesTerminating = new Set<string>();
  readonly watchDelays = new Map<string, number>();
  readonly events: { readonly object: string; readonly event: ReportedEvent }[] = [];
  readonly #world: World;
  /** Starts another process whenever one has crashed. */
  revive = false;
  #faults = new FaultPlan([]);
  #process: EngineProcess;

  constructor(options: HarnessOptions = {}) {
    const { settings = {}, controlPlane = 'cp', concurrency = 4, kinds = Object.values(fakeKinds), provider, metrics, breathe } = options;
    this.kinds = kinds;
    this.api = new FakeKubernetes({ now: () => this.clock.now() });
    this.cloud = new FakeCloud(this.clock, fakeBehaviours);
    this.#world = {
      clock: this.clock,
      api: this.api,
      cloud: this.cloud,
      kinds,
      settings: { leaseMs: 15_000, requestTimeoutMs: 30_000, visibilityWindowMs: undefined, settleMs: undefined, ...settings },
      controlPlane,
      concurrency,
      ...(metrics === undefined ? {} : { metrics }),
      breathe,
      provider,
      crdsTerminating: this.crdsTerminating,
      namespacesTerminating: this.namespacesTerminating,
      watchDelays: this.watchDelays,
      faults: () => this.#faults,
      record: (object, event) => this.events.push({ object: object.metadata.name, event }),
    };
    this.#process = new EngineProcess(this.#world);
    this.#process.run();
  }

  get process(): EngineProcess {
    return this.#process;
  }

  /** Kills the process and starts another: new memory, queue, informers and views. */
  restart(): void {
    this.#process.kill();
    this.#process = new EngineProcess(this.#world);
    this.#process.run();
  }

  /** Kills the process; the world goes on without one. */
  stop(): void {
    this.revive = false;
    this.#process.kill();
  }

  /** From now on these faults are armed, and writes and calls are counted anew. */
  arm(...faults: readonly Fault[]): FaultPlan {
    this.#faults = new FaultPlan(faults);
    return this.#faults;
  }

  /** Applies an object as a user would; an existing one keeps its status and the annotations that are not given. */
  apply(kind: Kind, name: string, forProvider: object, options: ObjectOptions = {}): KubernetesObject {
    const { annotations, labels, ownerReferences, spec = {}, manager } = options;
    const place = { name, namespace: options.namespace ?? namespace };
    const old = this.api.peek(resourceTypeOf(kind), `${place.namespace}/${name}`);
    const metadata = {
      ...place,
      ...(labels === undefined ? {} : { labels }),
      ...(ownerReferences === undefined ? {} : { ownerReferences }),
      ...(annotations === undefined && old === undefined ? {} : { annotations: { ...old?.metadata.annotations, ...annotations } }),
    };
    const status = old === undefined ? { observedGeneration: -1 } : old['status'];
    return this.api.put(
      resourceTypeOf(kind),
      { metadata, spec: { forProvider: { region: 'north', ...forProvider }, ...spec }, status },
      manager,
    );
  }

  annotate(kind: Kind, name: string, annotations: Readonly<Record<string, string | undefined>>): void {
    this.api.edit(resourceTypeOf(kind), `${namespace}/${name}`, (draft) => {
      const metadata = draft['metadata'] as Record<string, unknown>;
      const all = { ...(metadata['annotations'] as object | undefined), ...annotations };
      metadata['annotations'] = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    });
  }

  delete(kind: Kind, name: string): void {
    this.api.remove(resourceTypeOf(kind), `${namespace}/${name}`);
  }

  object(kind: Kind, name: string, within = namespace): KubernetesObject | undefined {
    return this.api.peek(resourceTypeOf(kind), `${within}/${name}`);
  }

  /** The object, which has to be there. */
  present(kind: Kind, name: string): KubernetesObject {
    const object = this.object(kind, name);
    if (object === undefined) throw new Error(`${kind.schema.kind} ${name} is gone`);
    return object;
  }

  externalName(kind: Kind, name: string): string | undefined {
    return this.object(kind, name)?.metadata.annotations?.[annotation.externalName];
  }

  status(kind: Kind, name: string): Record<string, unknown> {
    const status = this.object(kind, name)?.['status'];
    return isObject(status) ? status : {};
  }

  conditions(kind: Kind, name: string): readonly Condition[] {
    return (this.status(kind, name)['conditions'] ?? []) as readonly Condition[];
  }

  condition(kind: Kind, name: string, type: string): Condition | undefined {
    return this.conditions(kind, name).find((condition) => condition.type === type);
  }

  /** `Ready=True Synced=False(Denied)`: reasons only where something is not as it should be. */
  summary(kind: Kind, name: string): string {
    return this.conditions(kind, name)
      .map(({ type, status, reason }) => `${type}=${status}${type === 'Ready' && status === 'True' ? '' : `(${reason})`}`)
      .join(' ');
  }

  isReady(kind: Kind, name: string): boolean {
    const object = this.object(kind, name);
    const ready = this.condition(kind, name, 'Ready');
    return ready?.status === 'True' && ready.observedGeneration === object?.metadata.generation;
  }

  /** Moves the clock until the object is ready at its generation; throws after ten minutes. */
  async untilReady(kind: Kind, name: string, limitMs = 600_000): Promise<void> {
    await this.until(
      () => this.isReady(kind, name),
      limitMs,
      () => `${kind.schema.kind} ${name} is not ready: ${JSON.stringify(this.conditions(kind, name))}`,
    );
  }

  async untilGone(kind: Kind, name: string, limitMs = 600_000): Promise<void> {
    await this.until(
      () => this.object(kind, name) === undefined,
      limitMs,
      () => `${kind.schema.kind} ${name} is still there: ${JSON.stringify(this.conditions(kind, name))}`,
    );
  }

  async until(condition: () => boolean, limitMs: number, failure: () => string): Promise<void> {
    const limit = this.clock.now() + limitMs;
    await this.clock.settle();
    await this.#reviveDead();
    while (!condition()) {
      const step = this.clock.untilNext ?? Number.POSITIVE_INFINITY;
      if (this.clock.now() + step > limit) throw new Error(failure());
      await this.clock.advance(step);
      await this.#reviveDead();
    }
  }

  async advance(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    await this.clock.settle();
    await this.#reviveDead();
    while (this.clock.now() < until) {
      const step = Math.min(until - this.clock.now(), this.clock.untilNext ?? ms);
      await this.clock.advance(step);
      await this.#reviveDead();
    }
  }

  async #reviveDead(): Promise<void> {
    if (!this.revive || this.#process.isAlive) return;
    this.restart();
    await this.clock.settle();
  }

  /** Writes to one object since `from`, an index into `api.writes`. */
  writesTo(name: string, from = 0): readonly Call[] {
    return this.api.writes.slice(from).filter(({ key }) => key?.endsWith(`/${name}`) === true);
  }
}
