import type { Logger } from '../../base/logger.ts';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { TaskGroup } from '../../base/task-group.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import { createInformer } from '../../kubernetes/create-informer.ts';
import type { ChangeHandler, Informer } from '../../kubernetes/informer.ts';
import { apiVersionOf, type KubernetesObject, type ResourceType } from '../../kubernetes/object.ts';
import { isForbidden, withGrantHint } from '../api/grant-hint.ts';
import { ChildrenUnknown } from '../compose/children-unknown.ts';
import { compositeIndex, compositeLabel, controllerUids } from '../compose/child-marks.ts';
import type { ChildSource, LiveChild } from '../compose/composer.ts';

/** What the caches are made from. */
export interface ChildCachesOptions {
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Informers of a type that run already and have `compositeIndex`; undefined: there are none. */
  readonly shared: (type: ResourceType) => readonly Informer[] | undefined;
  readonly onChange: ChangeHandler;
}

interface Cache {
  readonly type: ResourceType;
  readonly informers: readonly Informer[];
  /** Ends informers of our own. */
  readonly stop: AbortController;
  /** Set once the API server has said that the type does not exist, or can't be seen. */
  failure: Error | undefined;
}

const firstLookMs = 30_000;

/** Children by type, watched from the first time that a composite has one of it: those that carry our label, so that a cluster's other objects cost nothing. */
export class ChildCaches implements ChildSource {
  readonly #options: ChildCachesOptions;
  readonly #caches = new Map<string, Cache>();
  readonly #sharedSeen = new Set<Informer>();
  readonly #tasks: TaskGroup;
  readonly #ended = new AbortController();

  constructor(options: ChildCachesOptions) {
    this.#options = options;
    this.#tasks = new TaskGroup(options.logger);
  }

  async watch(type: ResourceType): Promise<void> {
    const cache = this.#cacheOf(type);
    if (cache.informers.every((informer) => informer.hasSynced())) return;
    const timeout = new AbortController();
    const timer = this.#options.clock.after(firstLookMs, () =>
      timeout.abort(new ChildrenUnknown(`${type.plural} could not be listed yet`)),
    );
    try {
      const signal = AbortSignal.any([timeout.signal, cache.stop.signal]);
      await Promise.all(cache.informers.map((informer) => informer.synced(signal)));
    } catch (error) {
      throw cache.failure ?? error;
    } finally {
      timer.cancel();
    }
  }

  childrenOf(uid: string): readonly LiveChild[] {
    return [...this.#caches.values()].flatMap(({ type, informers }) =>
      informers.flatMap(({ store }) => store.byIndex(compositeIndex, uid).map((object) => ({ type, object }))),
    );
  }

  observe(type: ResourceType, object: KubernetesObject): void {
    for (const informer of this.#caches.get(idOf(type))?.informers ?? []) {
      if (informer.namespace === undefined || informer.namespace === object.metadata.namespace) informer.observe(object);
    }
  }

  /** Ends all watches of our own. */
  async close(): Promise<void> {
    this.#ended.abort(new Error('the controller stops'));
    for (const { stop } of this.#caches.values()) stop.abort(this.#ended.signal.reason);
    await this.#tasks.settled();
  }

  #cacheOf(type: ResourceType): Cache {
    const known = this.#caches.get(idOf(type));
    if (known !== undefined) return known;
    const shared = this.#options.shared(type);
    const cache = shared === undefined ? this.#own(type) : { type, informers: shared, stop: new AbortController(), failure: undefined };
    for (const informer of shared ?? []) this.#listen(informer);
    this.#caches.set(idOf(type), cache);
    return cache;
  }

  #listen(informer: Informer): void {
    if (this.#sharedSeen.has(informer)) return;
    this.#sharedSeen.add(informer);
    informer.onChange(this.#options.onChange);
  }

  /** A type that goes away, or must not be seen, takes its cache with it; the next who asks for it tries anew. */
  #own(type: ResourceType): Cache {
    const stop = new AbortController();
    const informer = createInformer({
      ...this.#options,
      type,
      labelSelector: compositeLabel,
      indexes: { [compositeIndex]: controllerUids },
      onFailure: (error) => {
        const failure = lastingFailure(type, error);
        if (failure === undefined) return;
        cache.failure = failure;
        this.#caches.delete(idOf(type));
        stop.abort(cache.failure);
      },
    });
    const cache: Cache = { type, informers: [informer], stop, failure: undefined };
    informer.onChange(this.#options.onChange);
    this.#tasks.start(`informer of children: ${type.plural}`, () => informer.run(stop.signal));
    return cache;
  }
}

/** What stays as it is until somebody does something. */
function lastingFailure(type: ResourceType, error: unknown): Error | undefined {
  if (error instanceof Error && isForbidden(error)) return new ChildrenUnknown(withGrantHint(error));
  return isNotFound(error) ? new ChildrenUnknown(`the API server serves no ${type.kind} in ${apiVersionOf(type)}`) : undefined;
}

function idOf({ group, version, plural }: ResourceType): string {
  return `${group}/${version}/${plural}`;
}
