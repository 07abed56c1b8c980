import type { Clock } from '../base/clock.ts';
import { Gate } from '../base/gate.ts';
import type { Logger } from '../base/logger.ts';
import type { Random } from '../base/random.ts';
import type { KubernetesClient, WatchEvent } from './client.ts';
import type { Change, ChangeHandler, IndexFunction, Informer, ObjectStore } from './informer.ts';
import { ObjectCache } from './object-cache.ts';
import type { KubernetesObject, ResourceType } from './object.ts';
import { keyOf } from './object.ts';
import type { ReflectorSink, Selection } from './reflector.ts';
import { runReflector } from './reflector.ts';
import { malformation } from './well-formed.ts';

/** What is watched, and how its copy is indexed. */
export interface InformerOptions extends Selection {
  readonly client: KubernetesClient;
  readonly type: ResourceType;
  readonly indexes?: Readonly<Record<string, IndexFunction>>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Objects a page of a list; 500 unless told. */
  readonly pageSize?: number;
  /** Why an object shall be left out, or undefined; it is then logged and the others go on. */
  readonly validate?: (object: KubernetesObject) => string | undefined;
  /** Told of each list or watch that failed; it is tried again in any case. */
  readonly onFailure?: (error: unknown) => void;
}

/** Makes an informer; it does nothing before `run`. Objects in its store are shared: never change them. */
export function createInformer(options: InformerOptions): Informer {
  return new ReflectingInformer(options);
}

class ReflectingInformer implements Informer, ReflectorSink {
  readonly type: ResourceType;
  readonly namespace: string | undefined;
  readonly store: ObjectStore;
  readonly #options: InformerOptions;
  readonly #logger: Logger;
  readonly #cache: ObjectCache;
  readonly #handlers: ChangeHandler[] = [];
  readonly #synced = new Gate();
  #listed = new Set<string>();
  #lastContact: number | undefined;
  #failingSince: number | undefined;

  constructor(options: InformerOptions) {
    this.type = options.type;
    this.namespace = options.namespace;
    this.#options = options;
    this.#logger = options.logger.child({ resource: options.type.plural });
    this.#cache = new ObjectCache(this.#guardedIndexes(options.indexes ?? {}), (change) => this.#emit(change));
    this.store = this.#cache;
  }

  hasSynced(): boolean {
    return this.#synced.isOpen;
  }

  synced(signal: AbortSignal): Promise<void> {
    return this.#synced.passed(signal);
  }

  lastContact(): number | undefined {
    return this.#lastContact;
  }

  failingSince(): number | undefined {
    return this.#failingSince;
  }

  onChange(handler: ChangeHandler): void {
    this.#handlers.push(handler);
  }

  observe(object: KubernetesObject): void {
    if (this.#isObject(object) && this.#isValid(object)) this.#cache.observe(object);
  }

  run(signal: AbortSignal): Promise<void> {
    const { client, type, clock, random, pageSize = 500 } = this.#options;
    const selection = selectionOf(this.#options);
    return runReflector({ client, type, selection, pageSize, clock, random, logger: this.#logger, sink: this }, signal);
  }

  listBegins(): void {
    this.#listed = new Set();
  }

  page(objects: readonly KubernetesObject[]): void {
    for (const object of objects) {
      if (!this.#isObject(object)) continue;
      this.#listed.add(keyOf(object));
      if (this.#isValid(object)) this.#cache.set(object);
    }
  }

  listEnds(version: string): void {
    this.#cache.retain(this.#listed, version);
    this.#listed = new Set();
    this.#synced.open();
  }

  event(event: Exclude<WatchEvent, { readonly type: 'ERROR' }>): void {
    if (event.type === 'BOOKMARK') {
      this.#cache.advance(event.resourceVersion);
      return;
    }
    if (!this.#isObject(event.object)) return;
    if (event.type === 'DELETED') this.#cache.delete(event.object);
    else if (this.#isValid(event.object)) this.#cache.set(event.object);
    this.#cache.advance(event.object.metadata.resourceVersion);
  }

  contact(): void {
    this.#lastContact = this.#options.clock.now();
    this.#failingSince = undefined;
  }

  failure(error: unknown): void {
    this.#failingSince ??= this.#options.clock.now();
    this.#options.onFailure?.(error);
  }

  #isObject(object: KubernetesObject): boolean {
    return this.#passes(object, malformation(object));
  }

  #isValid(object: KubernetesObject): boolean {
    return this.#passes(object, this.#options.validate?.(object));
  }

  #passes(object: KubernetesObject, problem: string | undefined): boolean {
    if (problem === undefined) return true;
    const { namespace, name } = (object as Partial<KubernetesObject> | null)?.metadata ?? {};
    this.#logger.warn({ namespace, name, problem }, 'an object is malformed and left out');
    return false;
  }

  #emit(change: Change): void {
    for (const handler of this.#handlers) {
      try {
        handler(change);
      } catch (error) {
        const key = keyOf((change.new ?? change.old) as KubernetesObject);
        this.#logger.error({ err: error, key }, 'a handler of changes threw');
      }
    }
  }

  /** An index function that throws on an object finds it under no value. */
  #guardedIndexes(functions: Readonly<Record<string, IndexFunction>>): Record<string, IndexFunction> {
    const guard = (index: string, run: IndexFunction): IndexFunction => {
      return (object) => {
        try {
          return run(object);
        } catch (error) {
          this.#logger.error({ err: error, index, key: keyOf(object) }, 'an index function threw');
          return [];
        }
      };
    };
    return Object.fromEntries(Object.entries(functions).map(([index, run]) => [index, guard(index, run)]));
  }
}

function selectionOf({ namespace, labelSelector, fieldSelector }: Selection): Selection {
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
  };
}
