import type { Clock } from '../../base/clock.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import { TaskGroup } from '../../base/task-group.ts';
import { within } from '../../base/within.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import { createInformer } from '../../kubernetes/create-informer.ts';
import type { ChangeHandler, Informer } from '../../kubernetes/informer.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import type { TypeSource } from '../compose/composer.ts';
import type { FunctionResource, ResourceSelector } from '../function/pipeline-function.ts';

/** What the objects are read by. */
export interface RequiredObjectsOptions {
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly types: TypeSource;
  /** Informers of a type that run already; undefined: there are none. */
  readonly shared: (type: ResourceType) => readonly Informer[] | undefined;
  readonly onChange: ChangeHandler;
}

interface Cache {
  readonly type: ResourceType;
  readonly informers: readonly Informer[];
}

const firstLookMs = 30_000;
const mostTypes = 100;

/** Objects that functions ask to see beside the children, by type; a type is watched as a whole from the first time that it is asked for. */
export class RequiredObjects {
  readonly #options: RequiredObjectsOptions;
  readonly #caches = new Map<string, Cache>();
  readonly #tasks: TaskGroup;
  readonly #stop = new AbortController();

  constructor(options: RequiredObjectsOptions) {
    this.#options = options;
    this.#tasks = new TaskGroup(options.logger);
  }

  /** What a selector finds for this composite. Rejects with an Error fit for status where it may not look, or can't. */
  async find(composite: KubernetesObject, selector: ResourceSelector): Promise<readonly FunctionResource[]> {
    const cache = await this.#cacheOf(composite, selector);
    return this.#matching(cache, composite, selector).map((object) => ({
      resource: object as unknown as JsonObject,
      connectionDetails: {},
      ready: 'unspecified',
    }));
  }

  /** Equal texts: the selectors find what they found. */
  versionOf(composite: KubernetesObject, selectors: readonly ResourceSelector[]): string {
    const found = selectors.flatMap((selector) => {
      const cache = this.#caches.get(idOf(selector));
      return cache === undefined ? [] : this.#matching(cache, composite, selector);
    });
    return found
      .map(({ metadata }) => `${metadata.uid}/${metadata.resourceVersion}`)
      .toSorted()
      .join(' ');
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the controller stops'));
    await this.#tasks.settled();
  }

  #matching({ type, informers }: Cache, composite: KubernetesObject, selector: ResourceSelector): readonly KubernetesObject[] {
    const namespace = type.namespaced ? (composite.metadata.namespace ?? selector.namespace) : undefined;
    return informers
      .flatMap(({ store }) => store.list())
      .filter((object) => (namespace === undefined || object.metadata.namespace === namespace) && selects(selector, object))
      .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  async #cacheOf(composite: KubernetesObject, selector: ResourceSelector): Promise<Cache> {
    const { apiVersion, kind, namespace } = selector;
    const type = await this.#options.types.resolve(apiVersion, kind);
    if (type === undefined) throw new Error(`a required resource: the API server serves no ${kind} in ${apiVersion}`);
    if (type.kind === 'Secret' && type.group === '')
      throw new Error('a required resource: Secrets are given to a function as credentials, or as connection details');
    const own = composite.metadata.namespace;
    if (type.namespaced && own !== undefined && namespace !== undefined && namespace !== own)
      throw new Error(`a required resource: ${kind} of another namespace can't be seen by a composite of ${own}`);
    const cache = this.#caches.get(idOf(selector)) ?? this.#open(selector, type);
    const synced = Promise.all(cache.informers.map((informer) => informer.synced(this.#stop.signal)));
    await within(this.#options.clock, firstLookMs, synced);
    return cache;
  }

  #open(selector: ResourceSelector, type: ResourceType): Cache {
    if (this.#caches.size >= mostTypes) throw new Error(`a required resource: ${mostTypes} types are watched already, which is the limit`);
    const shared = this.#options.shared(type);
    const informers = shared ?? [createInformer({ ...this.#options, type })];
    for (const informer of informers) informer.onChange(this.#options.onChange);
    if (shared === undefined)
      for (const informer of informers)
        this.#tasks.start(`informer of required resources: ${type.plural}`, () => informer.run(this.#stop.signal));
    const cache = { type, informers };
    this.#caches.set(idOf(selector), cache);
    return cache;
  }
}

function idOf({ apiVersion, kind }: ResourceSelector): string {
  return `${apiVersion}/${kind}`;
}

/** Does the selector choose this object? Its namespace is not looked at. */
export function selects({ apiVersion, kind, match }: ResourceSelector, object: KubernetesObject): boolean {
  if (object.apiVersion !== apiVersion || object.kind !== kind) return false;
  const { name, labels = {} } = object.metadata;
  return 'name' in match ? match.name === name : Object.entries(match.labels).every(([label, value]) => labels[label] === value);
}
