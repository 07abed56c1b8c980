import { CallBudgets } from '../../aws/budget/call-budgets.ts';
import { createProviderConfigs, type ProviderConfigs } from '../../aws/provider-config/create-provider-configs.ts';
import { createAwsProvider, type AwsProvider } from '../../aws/session/create-aws-provider.ts';
import { TaskGroup } from '../../base/task-group.ts';
import { compositeIndex, controllerUids } from '../../composition/compose/child-marks.ts';
import { CompositionController } from '../../composition/controller/composition-controller.ts';
import { Controller } from '../../engine/controller/controller.ts';
import { ObjectStores, type WatchedKind } from '../../engine/controller/object-stores.ts';
import { kindName } from '../../engine/kind.ts';
import { ClaimIndex } from '../../engine/ownership/claim-index.ts';
import { resourceTypeOf } from '../../engine/reconcile/write-metadata.ts';
import { EdgeIndex } from '../../engine/references/edge-index.ts';
import { createValidators } from '../../engine/schema/create-validators.ts';
import { HashKey } from '../../engine/secrets/hash-key.ts';
import type { SecretStore } from '../../engine/secrets/secret-store.ts';
import { createSecretStore, secretType } from '../../engine/secrets/watched-secret-store.ts';
import { createInformer } from '../../kubernetes/create-informer.ts';
import { createWorkQueue } from '../../kubernetes/create-work-queue.ts';
import { createEventRecorder, type EventRecorder } from '../../kubernetes/event-recorder.ts';
import { createObjectWatches, type ObjectWatches } from '../../kubernetes/object-watches.ts';
import type { RuntimeDeps } from './runtime-deps.ts';
import { createTerminationLooks } from './termination-looks.ts';

/** Where a controller that has the cluster for itself keeps its own objects. */
const standardSystemNamespace = 'evenkeel-system';

/** Composites that are composed at once. */
const compositionConcurrency = 16;
/** Longest time of one call of a function, unless its object says another (ms). */
const functionTimeoutMs = 20_000;

/** Reads of several objects that come within this time are one call (ms). */
const coalesceMs = 100;

/** The whole controller, put together from what comes from outside. It does nothing before `run`. */
export class ControllerRuntime {
  readonly stores: ObjectStores;
  readonly #deps: RuntimeDeps;
  readonly #controller: Controller;
  readonly #provider: AwsProvider;
  readonly #configs: ProviderConfigs;
  readonly #secretWatches: ObjectWatches;
  readonly #recorder: EventRecorder;
  readonly #secrets: SecretStore;
  readonly #compositions: CompositionController | undefined;

  constructor(deps: RuntimeDeps) {
    this.#deps = deps;
    this.stores = new ObjectStores(watchedKinds(deps));
    this.#secretWatches = createObjectWatches({ ...deps, type: secretType });
    this.#recorder = createEventRecorder({ ...deps, component: 'evenkeel' });
    this.#configs = this.#makeConfigs();
    this.#provider = this.#makeProvider();
    this.#secrets = this.#makeSecrets();
    this.#controller = this.#makeController();
    this.#compositions = deps.composition === undefined ? undefined : this.#makeCompositions(deps.composition);
  }

  /** Undefined: all informers have synced and are in contact; else which is not. */
  notReady(): string | undefined {
    const open = this.#informers().find((informer) => !informer.hasSynced());
    return open === undefined ? this.lost() : `the first list of ${open.type.plural} is not complete`;
  }

  /** Undefined: no watch that was there has been lost; else which has. */
  lost(): string | undefined {
    const silent = this.#informers().find((informer) => isSilent(informer.lastContact(), this.#deps));
    return silent === undefined ? undefined : `the watch of ${silent.type.plural} has been lost`;
  }

  /** Keeps the caches of Kubernetes objects current until the signal aborts: in a standby too, so that it can take over at once. */
  async watch(signal: AbortSignal): Promise<void> {
    const tasks = new TaskGroup(this.#deps.logger);
    for (const informer of this.#informers()) tasks.start(`informer of ${informer.type.plural}`, () => informer.run(signal));
    tasks.start('secret watches', () => this.#secretWatches.run(signal));
    tasks.start('provider configs', () => this.#configs.watch(signal));
    const compositions = this.#compositions;
    if (compositions !== undefined) tasks.start('compositions', () => compositions.watch(signal));
    await tasks.settled();
  }

  /**
   * Works on what `watch` shows until `stop` aborts; then no new call is made, the passes under way are finished and external
   * names written. `abort` cuts even those off.
   */
  async work(stop: AbortSignal, abort: AbortSignal): Promise<void> {
    const tasks = new TaskGroup(this.#deps.logger);
    const background = new AbortController();
    tasks.start('event recorder', () => this.#recorder.run(background.signal));
    try {
      await Promise.all([this.#objectsKnown(stop), this.#configs.synced(stop)]);
      tasks.start('provider configs', () => this.#configs.work(background.signal, this.#provider));
      this.#deps.logger.info({ kinds: this.#deps.kinds.length }, 'all informers have synced');
      await Promise.all([this.#controller.run(stop, abort), this.#compositions?.work(stop, abort)]);
    } catch (error) {
      if (!stop.aborted) throw error;
    } finally {
      background.abort(new Error('the controller stops'));
      await this.#provider.close();
      await tasks.settled();
    }
  }

  async #objectsKnown(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#informers().map((informer) => informer.synced(signal)));
  }

  #informers() {
    return [...this.stores.kinds().flatMap(({ informers }) => informers), ...(this.#compositions?.stores.informers() ?? [])];
  }

  #makeConfigs(): ProviderConfigs {
    const { options } = this.#deps;
    return createProviderConfigs({
      ...this.#deps,
      secretWatches: this.#secretWatches,
      trustedNamespaces: options.trustedNamespaces,
      users: (name) => this.stores.usersOf(name, name.namespace),
      // Controllers that share a cluster, each with its own part of it, are told apart by their system namespaces.
      share: {
        holder: options.systemNamespace === standardSystemNamespace ? undefined : options.systemNamespace,
        namespaces: options.namespaces,
        allKinds: options.kinds.length === 0,
      },
      usersKnown: (signal) => this.#objectsKnown(signal),
      onChanged: (name) => this.#controller.configChanged(name, name.namespace),
    });
  }

  #makeProvider(): AwsProvider {
    const { options, clock, metrics } = this.#deps;
    return createAwsProvider({
      ...this.#deps,
      controlPlane: options.controlPlane,
      configs: this.#configs,
      budgets: new CallBudgets(clock, options.awsRate),
      settings: { ...options, coalesceMs },
      wake: (objects) => this.#controller.wake(objects),
      onListing: (report) => {
        metrics.listing({ source: report.operation, ok: report.error === undefined });
        this.#configs.listed(report);
      },
      onCall: (call) => metrics.cloudCall(call),
    });
  }

  #makeSecrets(): SecretStore {
    return createSecretStore({
      ...this.#deps,
      watches: this.#secretWatches,
      hashKey: new HashKey({ ...this.#deps, namespace: this.#deps.options.systemNamespace }),
      onChange: (readers) => {
        this.#controller.secretChanged(readers.filter(({ kind }) => this.stores.runs(kind)));
        this.#compositions?.secretChanged(readers.filter(({ kind }) => !this.stores.runs(kind)));
      },
    });
  }

  #makeCompositions(parts: NonNullable<RuntimeDeps['composition']>): CompositionController {
    const { clock, random, metrics } = this.#deps;
    const kinds = new Map(this.#deps.kinds.map((kind) => [kindName(kind.schema), kind]));
    return new CompositionController({
      ...this.#deps,
      ...parts,
      queue: createWorkQueue({ clock, random }),
      concurrency: compositionConcurrency,
      functionTimeoutMs,
      mayWrite: this.#deps.mayCall,
      secrets: this.#secrets,
      shared: ({ group, version, kind }) => {
        const found = kinds.get(`${kind}.${group}`);
        if (found === undefined || found.schema.version !== version) return undefined;
        return this.stores.kinds().find((watched) => watched.kind === found)?.informers;
      },
      record: (object, event) => this.#recorder.record(object, event),
      metrics: { pass: (...pass) => metrics.controller.pass(...pass), pipelineRan: metrics.pipelineRan },
    });
  }

  #makeController(): Controller {
    const { client, clock, logger, options, mayCall, metrics, breathe } = this.#deps;
    const engine = {
      client,
      provider: this.#provider,
      clock,
      logger,
      settings: {
        leaseMs: options.leaderElect ? 15_000 : 0,
        requestTimeoutMs: options.awsTimeoutMs,
        visibilityWindowMs: options.visibilityWindowMs,
        settleMs: options.settleMs,
      },
      controlPlane: options.controlPlane,
      mayCall,
      edges: new EdgeIndex(),
      claims: new ClaimIndex(),
      secrets: this.#secrets,
      validate: createValidators(),
      ...createTerminationLooks(client, clock),
    };
    return new Controller({
      engine,
      stores: this.stores,
      queue: createWorkQueue({ ...this.#deps, metrics: metrics.queue }),
      concurrency: options.concurrency,
      record: (object, event) => this.#recorder.record(object, event),
      metrics: metrics.controller,
      breathe,
    });
  }
}

function watchedKinds(deps: RuntimeDeps): readonly WatchedKind[] {
  const { namespaces } = deps.options;
  const places = namespaces.length === 0 ? [undefined] : namespaces;
  return deps.kinds.map((kind) => ({
    kind,
    informers: places.map((namespace) =>
      createInformer({
        ...deps,
        type: resourceTypeOf(kind),
        indexes: { [compositeIndex]: controllerUids },
        ...(namespace === undefined ? {} : { namespace }),
      }),
    ),
  }));
}

/** A watch is silent for good when nothing has come in, not even a bookmark or a new connection, for this long (ms). */
const silentMs = 15 * 60_000;

function isSilent(lastContact: number | undefined, { clock }: RuntimeDeps): boolean {
  return lastContact !== undefined && clock.now() - lastContact > silentMs;
}
