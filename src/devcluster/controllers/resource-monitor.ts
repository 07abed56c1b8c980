import type { Clock } from '../../base/clock.ts';
import { sleep } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import { TaskGroup } from '../../base/task-group.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import { createInformer } from '../../kubernetes/create-informer.ts';
import type { DiscoveredResource, Discovery } from '../../kubernetes/discovery.ts';
import type { Change, Informer } from '../../kubernetes/informer.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';

/** What the controllers work with. */
export interface ControllerContext {
  readonly client: KubernetesClient;
  readonly discovery: Discovery;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** An object and its type. */
export interface Held {
  readonly type: DiscoveredResource;
  readonly object: KubernetesObject;
}

type Listener = (type: DiscoveredResource, change: Change) => void;

interface Watched {
  readonly informer: Informer;
  readonly stop: AbortController;
}

/** When to look for new types again, ms after a CustomResourceDefinition has changed: it may be some time until they are served. */
const looksAfterChange = [100, 1_000, 5_000] as const;
const lookEveryMs = 30_000;

/** Watches all objects that can be deleted, of all types, those of CustomResourceDefinitions as they come and go. */
export class ResourceMonitor {
  readonly #context: ControllerContext;
  readonly #tasks: TaskGroup;
  readonly #watched = new Map<string, Watched>();
  readonly #listeners: Listener[] = [];
  #types: readonly DiscoveredResource[] = [];
  #discovered = false;
  #looks: number[] = [];
  #wake = new AbortController();

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#tasks = new TaskGroup(context.logger);
  }

  /** Called with each change of an object, after the copy has it. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Whether all that there is has been seen: without it no one knows all dependents of an object. */
  hasSynced(): boolean {
    return this.#discovered && [...this.#watched.values()].every(({ informer }) => informer.hasSynced());
  }

  /** The type of that name in the version that is watched, whatever version is asked for. */
  typeOf(apiVersion: string, kind: string): DiscoveredResource | undefined {
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    return this.#types.find((type) => type.group === group && type.kind === kind);
  }

  /** A copy of what the server has: `namespace/name` or `name` within `group/plural`. */
  get(typeKey: string, key: string): Held | undefined {
    const type = this.#types.find((each) => typeKeyOf(each) === typeKey);
    const object = this.#watched.get(typeKey)?.informer.store.get(key);
    return type === undefined || object === undefined ? undefined : { type, object };
  }

  /** Objects that name this uid as an owner's. */
  dependents(uid: string): readonly Held[] {
    return this.#find('owner', uid);
  }

  byUid(uid: string): Held | undefined {
    return this.#find('uid', uid)[0];
  }

  /** Takes the answer to a write for news. */
  observe({ type, object }: Held): void {
    this.#watched.get(typeKeyOf(type))?.informer.observe(object);
  }

  /** Runs until the signal aborts; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        this.#follow(await this.#context.discovery.resources(signal), signal);
      } catch (error) {
        if (!signal.aborted) this.#context.logger.warn({ err: error }, 'what is served could not be found out');
        this.#looks.push(1_000);
      }
      this.#wake = new AbortController();
      const any = AbortSignal.any([signal, this.#wake.signal]);
      await sleep(this.#context.clock, this.#looks.shift() ?? lookEveryMs, any).catch(() => undefined);
    }
    await this.#tasks.settled();
  }

  #find(index: string, value: string): readonly Held[] {
    return this.#types.flatMap((type) =>
      (this.#watched.get(typeKeyOf(type))?.informer.store.byIndex(index, value) ?? []).map((object) => ({ type, object })),
    );
  }

  #follow(resources: readonly DiscoveredResource[], signal: AbortSignal): void {
    const types = new Map<string, DiscoveredResource>();
    for (const type of resources) if (isWatched(type) && !types.has(typeKeyOf(type))) types.set(typeKeyOf(type), type);
    for (const [key, { stop, informer }] of this.#watched) {
      if (types.get(key)?.version === informer.type.version) continue;
      stop.abort();
      this.#watched.delete(key);
    }
    this.#types = [...types.values()];
    for (const [key, type] of types) if (!this.#watched.has(key)) this.#watched.set(key, this.#watch(type, signal));
    this.#discovered = true;
  }

  #watch(type: DiscoveredResource, signal: AbortSignal): Watched {
    const informer = createInformer({
      ...this.#context,
      type,
      indexes: {
        uid: ({ metadata }) => [metadata.uid],
        owner: ({ metadata }) => (metadata.ownerReferences ?? []).map(({ uid }) => uid),
      },
    });
    informer.onChange((change) => {
      if (type.plural === 'customresourcedefinitions') this.#lookSoon();
      for (const listener of this.#listeners) listener(type, change);
    });
    const stop = new AbortController();
    this.#tasks.start(`informer of ${typeKeyOf(type)}`, () => informer.run(AbortSignal.any([signal, stop.signal])));
    return { informer, stop };
  }

  #lookSoon(): void {
    this.#looks = [...looksAfterChange];
    this.#wake.abort();
  }
}

/** `group/plural`. */
export function typeKeyOf(type: Pick<DiscoveredResource, 'group' | 'plural'>): string {
  return `${type.group}/${type.plural}`;
}

/** Events own nothing, nothing owns them, and they are many. */
function isWatched({ plural, verbs }: DiscoveredResource): boolean {
  return plural !== 'events' && ['list', 'watch', 'delete'].every((verb) => verbs.includes(verb));
}
