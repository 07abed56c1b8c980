import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import { isObject } from '../../base/json.ts';
import type { ObjectKey } from '../../engine/cloud.ts';
import type { Requeue } from '../../engine/report/requeue.ts';
import type { SecretStore } from '../../engine/secrets/secret-store.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { Discovery } from '../../kubernetes/discovery.ts';
import type { EventText } from '../../kubernetes/event-body.ts';
import type { Change, Informer } from '../../kubernetes/informer.ts';
import { keyOf, type KubernetesObject, type ResourceType } from '../../kubernetes/object.ts';
import type { Priority, WorkQueue } from '../../kubernetes/work-queue.ts';
import { machineryOf } from '../api/machinery.ts';
import { controllerOf } from '../compose/child-marks.ts';
import { emptyMemory, type CompositeMemory } from '../compose/composite-memory.ts';
import { reconcileComposite } from '../compose/reconcile-composite.ts';
import type { DefinitionDeps } from '../definition/definition-pass.ts';
import { reconcileDefinition } from '../definition/reconcile-definition.ts';
import type { PipelineFunction } from '../function/pipeline-function.ts';
import { reconcileComposition, type CompositionDeps } from '../revision/reconcile-composition.ts';
import { createComposer, readerOf, secretReaderKind, type ComposerParts } from './create-composer.ts';
import type { CompositeKind } from './composite-kinds.ts';
import { apiKey, compositeKey, parseCompositionKey } from './composition-keys.ts';
import { CompositionStores } from './composition-stores.ts';
import { FunctionRegistry } from './function-registry.ts';
import { configuredFunction, functionReaderKind, type RemoteFunctionsOptions } from './remote-functions.ts';
import { selects } from './required-objects.ts';
import { runWorkers } from './run-workers.ts';
import { TemplateSource, usedBy } from './template-source.ts';
import { TypeRegistry, type SchemaChecks } from './type-registry.ts';

/** What the controller is put together from. */
export interface CompositionControllerOptions {
  readonly client: KubernetesClient;
  readonly discovery: Discovery;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly queue: WorkQueue;
  /** Passes that may run at once. */
  readonly concurrency: number;
  /** Longest time of one call of a function that says nothing else (ms). */
  readonly functionTimeoutMs: number;
  readonly checks: SchemaChecks;
  readonly builtin: Readonly<Record<string, PipelineFunction>>;
  /** Opens the connection to a remote function. */
  readonly open: RemoteFunctionsOptions['open'];
  /** The caller tells `secretChanged` of what was read and changed. */
  readonly secrets: Pick<SecretStore, 'read' | 'keep' | 'release'>;
  /** Informers that run already and have `compositeIndex`; undefined: there are none of the type. */
  readonly shared: (type: ResourceType) => readonly Informer[] | undefined;
  /** False: another process has taken over; no more is written. */
  readonly mayWrite: () => boolean;
  readonly record: (object: KubernetesObject, event: EventText) => void;
  readonly metrics?: CompositionMetrics;
}

/** How passes and pipelines went, for metrics. */
export interface CompositionMetrics {
  pass(kind: string, result: 'success' | 'error' | 'requeue_after', seconds: number): void;
  pipelineRan(kind: string): void;
}

/** Keeps users' kinds, templates and composites true to what they say. */
export class CompositionController {
  readonly stores: CompositionStores;
  readonly #options: CompositionControllerOptions;
  readonly #queue: WorkQueue;
  readonly #types: TypeRegistry;
  readonly #functions: FunctionRegistry;
  readonly #templates: TemplateSource;
  readonly #memories = new Map<string, CompositeMemory>();

  constructor(options: CompositionControllerOptions) {
    this.#options = options;
    this.#queue = options.queue;
    this.#types = new TypeRegistry(options);
    this.stores = new CompositionStores({
      ...options,
      types: this.#types,
      handlers: {
        definition: (change) => this.#definitionChanged(change),
        composition: (change) => this.#compositionChanged(change),
        revision: (change) => this.#revisionChanged(change),
        function: (change) => this.#functionChanged(change),
        crd: ({ old, new: next }) => this.#add(apiKey('definition', nameOf(next ?? old)), 'event'),
        composite: (kind, change) => this.#compositeChanged(kind, change),
        child: (change) => this.#childChanged(change),
        required: (change) => this.#requiredChanged(change),
      },
    });
    const { definitions, compositions, revisions, functions } = this.stores;
    const remote = { ...options, timeoutMs: options.functionTimeoutMs };
    this.#functions = new FunctionRegistry({
      ...options,
      functions: functions.store,
      remote: (config) => configuredFunction(remote, config),
    });
    this.#templates = new TemplateSource({ definitions: definitions.store, compositions: compositions.store, revisions: revisions.store });
  }

  /** A Secret that composites read changed. */
  secretChanged(readers: readonly ObjectKey[]): void {
    for (const { kind, name } of readers) {
      if (kind === functionReaderKind) this.#wakeAll();
      if (kind.startsWith(secretReaderKind)) this.#add(`composite|${kind.slice(secretReaderKind.length)}|${name}`, 'event');
    }
  }

  /** Keeps what is known of the cluster current until the signal aborts, in a standby too. Never rejects. */
  async watch(signal: AbortSignal): Promise<void> {
    await this.stores.watch(signal);
  }

  /** Works until `stop` aborts, then finishes the passes under way; `abort` cuts those off too. `watch` has to run. */
  async work(stop: AbortSignal, abort: AbortSignal): Promise<void> {
    try {
      await this.stores.synced(stop);
    } catch (error) {
      if (stop.aborted) return;
      throw error;
    }
    const { concurrency, logger } = this.#options;
    const failed = (key: string, error: unknown): void =>
      logger.warn({ key, error: error instanceof Error ? error.message : String(error) }, 'a pass over a composition failed');
    await runWorkers({ queue: this.#queue, concurrency, pass: (key, signal) => this.#pass(key, signal), failed }, stop, abort);
    this.#functions.close();
  }

  async #pass(key: string, signal: AbortSignal): Promise<Requeue> {
    const parsed = parseCompositionKey(key);
    const startedAt = this.#options.clock.now();
    const kind = parsed.type === 'composite' ? parsed.definition : parsed.type;
    const measure = (result: 'success' | 'error' | 'requeue_after'): void =>
      this.#options.metrics?.pass(kind, result, (this.#options.clock.now() - startedAt) / 1000);
    try {
      const requeue = await this.#reconcile(key, signal);
      measure(requeue.type === 'none' ? 'success' : requeue.type === 'after' ? 'requeue_after' : 'error');
      return requeue;
    } catch (error) {
      measure('error');
      throw error;
    }
  }

  #reconcile(key: string, signal: AbortSignal): Promise<Requeue> {
    const parsed = parseCompositionKey(key);
    switch (parsed.type) {
      case 'definition':
        return reconcileDefinition(this.#definitionDeps(), parsed.name);
      case 'composition':
        return reconcileComposition(this.#compositionDeps(), parsed.name);
      case 'composite':
        return this.#compose(key, parsed, signal);
      default:
        return parsed satisfies never;
    }
  }

  async #compose(
    key: string,
    { definition, name }: { readonly definition: string; readonly name: string },
    signal: AbortSignal,
  ): Promise<Requeue> {
    const kind = this.stores.kinds.of(definition);
    const composite = kind?.informer.store.get(name);
    if (kind === undefined || composite === undefined) return { type: 'none' };
    const memory = this.#memories.get(key) ?? emptyMemory();
    this.#memories.set(key, memory);
    return reconcileComposite({ composer: createComposer(this.#composerParts(), kind), composite, memory, signal });
  }

  #composerParts(): ComposerParts {
    return {
      ...this.#options,
      stores: this.stores,
      templates: this.#templates,
      types: this.#types,
      functions: this.#functions,
      ran: (kind) => this.#options.metrics?.pipelineRan(kind),
    };
  }

  #definitionDeps(): DefinitionDeps {
    const { definitions, crds, kinds } = this.stores;
    return {
      ...this.#options,
      definitions: definitions.store,
      crds: crds.store,
      composites: ({ name }) => {
        const informer = kinds.of(name)?.informer;
        return informer?.hasSynced() === true ? informer.store.list() : undefined;
      },
      checkSchema: (schema) => this.#options.checks.custom(schema),
      wrote: (object) => this.#wrote(object),
    };
  }

  #compositionDeps(): CompositionDeps {
    const { compositions, revisions, kinds } = this.stores;
    const all = kinds.list().map(({ informer }) => informer);
    const used = (name: string): boolean =>
      all.some(({ store }) => store.list().some((composite) => usedBy(composite).revision === name || named(composite) === name));
    return {
      ...this.#options,
      compositions: compositions.store,
      revisions: revisions.store,
      definitions: () => this.#templates.definitions(),
      checkInput: (name) => {
        const builtin = this.#options.builtin[name];
        return builtin?.checkInput?.bind(builtin);
      },
      revisionInUse: all.every((informer) => informer.hasSynced()) ? used : undefined,
      wrote: (object) => this.#wrote(object),
    };
  }

  #wrote(object: KubernetesObject): void {
    for (const informer of this.stores.informers()) if (informer.type.kind === object.kind) informer.observe(object);
  }

  #definitionChanged({ old, new: next }: Change): void {
    const name = nameOf(next ?? old);
    this.stores.kinds.follow(name, next);
    this.#add(apiKey('definition', name), 'edit');
    // Where another one of the same kind went, this one may take its place.
    if (next === undefined)
      for (const object of this.stores.definitions.store.list()) this.#add(apiKey('definition', nameOf(object)), 'event');
    if (old?.metadata.generation === next?.metadata.generation) return;
    this.#wakeKind(this.stores.kinds.of(name));
    // Compositions say whether there is a definition of what they are for.
    for (const object of this.stores.compositions.store.list()) this.#add(apiKey('composition', nameOf(object)), 'event');
  }

  #compositionChanged({ old, new: next }: Change): void {
    const object = next ?? old;
    this.#add(apiKey('composition', nameOf(object)), 'edit');
    this.#wakeTemplated(object);
  }

  #revisionChanged({ old, new: next }: Change): void {
    this.#wakeTemplated(next ?? old);
  }

  /** Composites of the kind that a composition or revision is for. */
  #wakeTemplated(object: KubernetesObject | undefined): void {
    const type = templatedType(object);
    if (type !== undefined) this.#wakeKind(this.stores.kinds.ofObject(type));
  }

  #functionChanged({ old, new: next }: Change): void {
    this.#functions.changed(nameOf(next ?? old));
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const kind of this.stores.kinds.list()) this.#wakeKind(kind);
  }

  #wakeKind(kind: CompositeKind | undefined): void {
    for (const object of kind?.informer.store.list() ?? []) this.#add(compositeKey(kind?.definition.name ?? '', object), 'event');
  }

  #compositeChanged(kind: CompositeKind, { old, new: next }: Change): void {
    const { name } = kind.definition;
    const object = next ?? old;
    if (object === undefined) return;
    const key = compositeKey(name, object);
    if (next === undefined) this.#compositeGone(kind, key, object);
    if (old === undefined || next === undefined) this.#add(apiKey('definition', name), 'event');
    if (next !== undefined) this.#add(key, old?.metadata.generation === next.metadata.generation ? 'event' : 'edit');
    // A composite may be the child of another.
    this.#childChanged({ old, new: next });
  }

  #compositeGone(kind: CompositeKind, key: string, object: KubernetesObject): void {
    const namespaces = this.#memories.get(key)?.secretNamespaces ?? [];
    for (const namespace of namespaces) this.#options.secrets.release(readerOf(kind, object, namespace));
    this.#memories.delete(key);
    this.#queue.forget(key);
  }

  #childChanged({ old, new: next }: Change): void {
    for (const object of [old, next]) {
      const owner = object === undefined ? undefined : controllerOf(object);
      if (object === undefined || owner === undefined) continue;
      const kind = this.stores.kinds.ofObject(owner);
      if (kind === undefined) continue;
      const namespace = kind.type.namespaced ? object.metadata.namespace : undefined;
      this.#add(
        compositeKey(kind.definition.name, { metadata: { name: owner.name, ...(namespace === undefined ? {} : { namespace }) } }),
        'event',
      );
    }
  }

  /** Wakes only those that asked for what moved. */
  #requiredChanged({ old, new: next }: Change): void {
    const moved = [old, next].filter((object) => object !== undefined);
    for (const [key, { selectors }] of this.#memories) {
      if (selectors.some((selector) => moved.some((object) => selects(selector, object)))) this.#add(key, 'event');
    }
  }

  #add(key: string, priority: Priority): void {
    this.#queue.add(key, { priority });
  }
}

/** The revision that a composite's spec names. */
function named(composite: KubernetesObject): string | undefined {
  try {
    return machineryOf(composite).revision;
  } catch {
    // It contradicts itself, which its own pass says.
    return undefined;
  }
}

/** What a composition or revision is for. */
function templatedType(object: KubernetesObject | undefined): { readonly apiVersion: string; readonly kind: string } | undefined {
  const spec = object?.['spec'];
  const ref: unknown = isObject(spec) ? spec['compositeTypeRef'] : undefined;
  if (!isObject(ref) || typeof ref['apiVersion'] !== 'string' || typeof ref['kind'] !== 'string') return undefined;
  return { apiVersion: ref['apiVersion'], kind: ref['kind'] };
}

function nameOf(object: KubernetesObject | undefined): string {
  return object === undefined ? '' : keyOf(object);
}
