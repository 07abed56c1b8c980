import type { Clock } from '../../base/clock.ts';
import { sleep } from '../../base/clock.ts';
import { Turns } from '../../base/turns.ts';
import type { Logger } from '../../base/logger.ts';
import type { Change } from '../../kubernetes/informer.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { AddOptions, Priority, WorkQueue } from '../../kubernetes/work-queue.ts';
import type { ObjectKey, ProviderConfigRef } from '../cloud.ts';
import type { Engine } from '../engine.ts';
import { kindName, type Kind } from '../kind.ts';
import { parseManaged } from '../object/managed.ts';
import type { PassEnd } from '../reconcile/pass-end.ts';
import { isApplied } from '../reconcile/pass.ts';
import { reconcileObject, type PassInput } from '../reconcile/reconcile-object.ts';
import type { Requeue } from '../report/requeue.ts';
import type { ReportedEvent } from '../report/report-events.ts';
import { Memories } from './memories.ts';
import { objectKey, type ObjectStores } from './object-stores.ts';
import { OrphanReport } from './orphan-report.ts';
import { parseQueueKey, queueKey } from './queue-key.ts';
import { seedIndexes } from './seed-indexes.ts';
import { foreignMove, movesDependents, needsPass } from './what-moved.ts';

/** Errors that need the user are not retried more often than this (ms). */
const userErrorMs = 600_000;
/** All objects are passed over this often, without a call: it shows where looks have stopped coming in (ms). */
const roundMs = 300_000;

/** What a controller is put together from. `record` takes the events of a pass; `stores` are filled by informers that the caller runs. */
export interface ControllerOptions {
  readonly engine: Omit<Engine, 'wake' | 'wrote' | 'targets'>;
  readonly stores: ObjectStores;
  readonly queue: WorkQueue;
  /** Passes that may run at once. */
  readonly concurrency: number;
  readonly record: (object: KubernetesObject, event: ReportedEvent) => void;
  readonly metrics?: ControllerMetrics;
  /** Gives the event loop a turn, which it else has only when a pass waits for an answer. Absent: it has to do without. */
  readonly breathe?: () => Promise<void>;
}

/** How passes went, for metrics. */
export interface ControllerMetrics {
  pass(kind: string, result: 'success' | 'error' | 'requeue_after', seconds: number): void;
  /** Resources that carry owner tags of this control plane and whose object does not exist. */
  orphans(kind: string, count: number): void;
  /** An object became Ready for the first time, so many seconds after it was made. */
  firstReady(kind: string, seconds: number): void;
}

/** Runs passes over managed objects, as the cluster and the cloud wake them. */
export class Controller {
  readonly #options: ControllerOptions;
  readonly #engine: Engine;
  readonly #stores: ObjectStores;
  readonly #queue: WorkQueue;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #memories = new Memories();
  /** Objects whose deletion waits for others. */
  readonly #blocked = new Map<string, ObjectKey>();
  /** Objects whose pass is under way: its own writes come back as news, so what else moved of them is looked at when it ends. */
  readonly #underWay = new Set<string>();
  #running = false;
  /** Objects whose next pass has its time: a round does not hasten it. */
  readonly #planned = new Set<string>();
  /** Objects that went so far: a pass during which one did may have waited for it in vain. */
  #departures = 0;
  readonly #startedAt: number;
  readonly #orphans: OrphanReport;
  readonly #turns: Turns;

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#stores = options.stores;
    this.#queue = options.queue;
    this.#clock = options.engine.clock;
    this.#logger = options.engine.logger;
    this.#startedAt = this.#clock.now();
    this.#turns = new Turns(this.#clock, options.breathe ?? (() => Promise.resolve()));
    this.#orphans = new OrphanReport({
      stores: this.#stores,
      logger: this.#logger,
      onCount: (kind, count) => options.metrics?.orphans(kind, count),
    });
    this.#engine = {
      ...options.engine,
      targets: options.stores,
      wake: (objects) => this.wake(objects),
      wrote: (object) => this.#wrote(object),
    };
    for (const { kind, informers } of this.#stores.kinds()) {
      for (const informer of informers) informer.onChange((change) => this.#changed(kind, change));
    }
  }

  /** Queues objects whose cloud side, references or rivals moved. */
  wake(objects: readonly ObjectKey[], options: AddOptions = { priority: 'event' }): void {
    for (const object of objects) this.#queue.add(queueKey(object), options);
  }

  /** A provider config, or the Secret behind it, changed: its objects are tried at once, whatever their back-off. */
  configChanged(ref: ProviderConfigRef, namespace: string | undefined): void {
    for (const key of this.#stores.usersOf(ref, namespace)) this.#retryNow(key);
  }

  /** A Secret that objects read changed. */
  secretChanged(readers: readonly ObjectKey[]): void {
    for (const key of readers) this.#retryNow(key);
  }

  /**
   * Works until `stop` aborts, then finishes the passes under way; `abort` cuts those off too. Informers are run by the caller
   * and have to be synced before.
   */
  async run(stop: AbortSignal, abort: AbortSignal): Promise<void> {
    this.#running = true;
    for (const { kind } of this.#stores.kinds()) await this.#seedAll(kind);
    const workers = Array.from({ length: this.#options.concurrency }, () => this.#work(stop, abort));
    await Promise.all([...workers, this.#rounds(stop)]);
    // What is due later is for the next process; its timers would keep this one alive.
    this.#queue.shutDown();
  }

  #retryNow(key: ObjectKey): void {
    this.#queue.forget(queueKey(key));
    this.#queue.add(queueKey(key), { priority: 'event' });
  }

  #changed(kind: Kind, { old, new: next }: Change): void {
    const object = next ?? old;
    if (object === undefined) return;
    const key = objectKey(kind, object);
    if (next === undefined || (old !== undefined && old.metadata.uid !== next.metadata.uid)) this.#gone(key, (old ?? object).metadata.uid);
    if (next !== undefined) this.#present(kind, key, old, next);
    if (movesDependents(old, next)) this.#wakeDependents(kind, key, object);
  }

  #present(kind: Kind, key: ObjectKey, old: KubernetesObject | undefined, next: KubernetesObject): void {
    // However long it has to wait for its first pass: it is remembered how old it was when it came.
    this.#memories.of(key, next.metadata, this.#clock.now());
    if (this.#running && old === undefined) this.#seed(kind, next);
    if (this.#underWay.has(queueKey(key)) || !needsPass(old, next)) return;
    this.#passAnew(key, old === undefined && !this.#running ? 'sweep' : 'edit');
  }

  #passAnew(key: ObjectKey, priority: Priority): void {
    this.#queue.forget(queueKey(key));
    this.#queue.add(queueKey(key), { priority });
  }

  /** Those that come, change or go meanwhile are seen to when they do. */
  async #seedAll(kind: Kind): Promise<void> {
    for (const { metadata } of this.#stores.all(kindName(kind.schema))) {
      const object = this.#stores.get(kindName(kind.schema), metadata.namespace ?? '', metadata.name);
      if (object !== undefined) this.#seed(kind, object);
      await this.#turns.take();
    }
  }

  /** Before an object's first pass others know already what it points at and what it has claimed. */
  #seed(kind: Kind, object: KubernetesObject): void {
    try {
      seedIndexes(this.#engine, parseManaged(kind, object));
    } catch (error) {
      // It slipped past its schema: its own pass says so.
      this.#logger.debug({ ...objectKey(kind, object), error: String(error) }, 'an object could not be read');
    }
  }

  #gone(key: ObjectKey, uid: string): void {
    const { edges, claims, secrets } = this.#engine;
    this.#memories.drop(key);
    this.#departures += 1;
    secrets.release(key);
    this.#queue.forget(queueKey(key));
    this.#blocked.delete(queueKey(key));
    this.wake([...edges.remove(key), ...claims.remove(uid)]);
    this.wake([...this.#blocked.values()].filter(({ namespace }) => namespace === key.namespace));
  }

  #wakeDependents(kind: Kind, key: ObjectKey, object: KubernetesObject): void {
    this.wake(this.#engine.edges.dependents(key, parseManaged(kind, object).externalName));
  }

  #wrote(object: KubernetesObject): void {
    const kind = this.#stores
      .kinds()
      .find(({ kind: { schema } }) => object.kind === schema.kind && object.apiVersion === `${schema.group}/${schema.version}`)?.kind;
    if (kind !== undefined) this.#stores.observe(kindName(kind.schema), object);
  }

  async #work(stop: AbortSignal, abort: AbortSignal): Promise<void> {
    for (let key = await this.#queue.take(stop); key !== undefined; key = await this.#queue.take(stop)) {
      const startedAt = this.#clock.now();
      try {
        await this.#pass(key, abort);
      } catch (error) {
        if (!abort.aborted) this.#failed(key, error, startedAt);
      } finally {
        this.#queue.done(key);
      }
      await this.#turns.take();
    }
  }

  async #pass(id: string, abort: AbortSignal): Promise<void> {
    this.#planned.delete(id);
    const key = parseQueueKey(id);
    const kind = this.#stores.kindOf(key.kind);
    const object = this.#stores.get(key.kind, key.namespace, key.name);
    if (kind === undefined || object === undefined) return;
    const startedAt = this.#clock.now();
    const departures = this.#departures;
    const end = await this.#reconcile(key, { kind, object, memory: this.#memories.of(key, object.metadata, startedAt), signal: abort });
    for (const event of end.events) this.#options.record(end.managed?.object ?? object, event);
    if (this.#takeBack(key, object)) return;
    this.#settle(key, end, departures);
    if (this.#movedMeanwhile(key, object, end.managed?.object ?? object)) this.#passAnew(key, 'edit');
    this.#measure(key, end, startedAt);
  }

  /** What its pass said of an object that went meanwhile is taken back, as nothing would any more. True: there is no object of that name. */
  #takeBack(key: ObjectKey, { metadata }: KubernetesObject): boolean {
    const now = this.#stores.get(key.kind, key.namespace, key.name);
    if (now?.metadata.uid === metadata.uid) return false;
    if (now === undefined) this.#gone(key, metadata.uid);
    else this.wake(this.#engine.claims.remove(metadata.uid));
    return now === undefined;
  }

  async #reconcile(key: ObjectKey, input: Omit<PassInput, 'engine'>): Promise<PassEnd> {
    this.#underWay.add(queueKey(key));
    try {
      return await reconcileObject({ ...input, engine: this.#engine });
    } catch (error) {
      if (this.#movedMeanwhile(key, input.object, input.object)) this.#passAnew(key, 'edit');
      throw error;
    } finally {
      this.#underWay.delete(queueKey(key));
    }
  }

  /** `first`: the object as the pass began with it, `last`: as it read or wrote it last. What it read on the way it may have read too late. */
  #movedMeanwhile({ kind, namespace, name }: ObjectKey, first: KubernetesObject, last: KubernetesObject): boolean {
    const now = this.#stores.get(kind, namespace, name);
    return now !== undefined && (foreignMove(first, now) || needsPass(last, now));
  }

  #measure(key: ObjectKey, { requeue, managed }: PassEnd, startedAt: number): void {
    const now = this.#clock.now();
    this.#options.metrics?.pass(key.kind, resultOf(requeue), (now - startedAt) / 1000);
    if (managed === undefined || !isApplied(managed)) return;
    const memory = this.#memories.of(key, managed.object.metadata, startedAt);
    // Of older objects this process can't tell whether they were Ready before.
    if (!memory.wasReady && managed.created >= this.#startedAt) this.#options.metrics?.firstReady(key.kind, (now - managed.created) / 1000);
    memory.wasReady = true;
  }

  /** `departures`: how many there had been when the pass began. */
  #settle(key: ObjectKey, { requeue, managed, blocked }: PassEnd, departures: number): void {
    const id = queueKey(key);
    if (blocked === true && managed !== undefined) this.#blocked.set(id, key);
    else this.#blocked.delete(id);
    this.#requeue(id, requeue);
    if (blocked === true && this.#departures !== departures) this.wake([key]);
  }

  #requeue(id: string, requeue: Requeue): void {
    if (requeue.type !== 'none') this.#planned.add(id);
    switch (requeue.type) {
      case 'none':
        this.#queue.forget(id);
        return;
      case 'after':
        this.#queue.forget(id);
        this.#queue.add(id, { priority: 'event', after: requeue.afterMs });
        return;
      case 'rateLimited':
        this.#queue.addRateLimited(id);
        return;
      case 'userError':
        this.#queue.forget(id);
        this.#queue.add(id, { priority: 'sweep', after: userErrorMs });
        return;
      default:
        requeue satisfies never;
    }
  }

  #failed(id: string, error: unknown, startedAt: number): void {
    const key = parseQueueKey(id);
    this.#logger.error({ ...key, error: error instanceof Error ? error.stack : String(error) }, 'a pass ended without a report');
    this.#options.metrics?.pass(key.kind, 'error', (this.#clock.now() - startedAt) / 1000);
    this.#queue.addRateLimited(id);
  }

  async #rounds(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await sleep(this.#clock, roundMs, stop).catch(() => undefined);
      if (stop.aborted) return;
      this.#orphans.report(this.#memories.views());
      for (const key of this.#unplanned()) this.#queue.add(key, { priority: 'sweep' });
    }
  }

  #unplanned(): readonly string[] {
    const keys = this.#stores
      .kinds()
      .flatMap(({ kind }) => this.#stores.all(kindName(kind.schema)).map((object) => queueKey(objectKey(kind, object))));
    return keys.filter((key) => !this.#planned.has(key));
  }
}

function resultOf(requeue: Requeue): 'success' | 'error' | 'requeue_after' {
  if (requeue.type === 'none') return 'success';
  return requeue.type === 'after' ? 'requeue_after' : 'error';
}
