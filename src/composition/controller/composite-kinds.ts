import type { Clock } from '../../base/clock.ts';
import { isObject } from '../../base/json.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import { TaskGroup } from '../../base/task-group.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import { createInformer } from '../../kubernetes/create-informer.ts';
import type { Change, Informer } from '../../kubernetes/informer.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import { parseDefinition, type Definition } from '../api/definition.ts';
import { compositeIndex, controllerUids } from '../compose/child-marks.ts';
import { compositeType } from '../definition/definition-pass.ts';

/** A user's kind whose composites are watched. */
export interface CompositeKind {
  readonly definition: Definition;
  readonly type: ResourceType;
  readonly informer: Informer;
}

interface Running extends CompositeKind {
  readonly stop: AbortController;
}

/** What composites are watched by. */
export interface CompositeKindsOptions {
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly onChange: (kind: CompositeKind, change: Change) => void;
}

/** The kinds that definitions have established, each with an informer of its composites. */
export class CompositeKinds {
  readonly #options: CompositeKindsOptions;
  readonly #kinds = new Map<string, Running>();
  readonly #tasks: TaskGroup;

  constructor(options: CompositeKindsOptions) {
    this.#options = options;
    this.#tasks = new TaskGroup(options.logger);
  }

  list(): readonly CompositeKind[] {
    return [...this.#kinds.values()];
  }

  /** By the name of the definition. */
  of(definition: string): CompositeKind | undefined {
    return this.#kinds.get(definition);
  }

  /** By what an owner reference or an object says. */
  ofObject({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): CompositeKind | undefined {
    const group = apiVersion.split('/')[0];
    return this.list().find(({ type }) => type.group === group && type.kind === kind);
  }

  /** Follows a definition: its composites are watched once its CRD is established, and until it is gone. */
  follow(name: string, object: KubernetesObject | undefined): void {
    const running = this.#kinds.get(name);
    const definition = object === undefined ? undefined : parsed(object);
    if (object === undefined) {
      this.#stop(name);
      return;
    }
    // A definition that became invalid keeps what it has established.
    if (definition === undefined || !isEstablished(object)) return;
    if (running !== undefined && isSameType(running.type, compositeType(definition))) {
      this.#kinds.set(name, { ...running, definition });
      return;
    }
    this.#stop(name);
    this.#start(definition);
  }

  async close(): Promise<void> {
    for (const name of [...this.#kinds.keys()]) this.#stop(name);
    await this.#tasks.settled();
  }

  #start(definition: Definition): void {
    const type = compositeType(definition);
    const informer = createInformer({ ...this.#options, type, indexes: { [compositeIndex]: controllerUids } });
    const { name } = definition;
    const stop = new AbortController();
    this.#kinds.set(name, { definition, type, informer, stop });
    informer.onChange((change) => {
      const kind = this.#kinds.get(name);
      if (kind?.informer === informer) this.#options.onChange(kind, change);
    });
    this.#tasks.start(`informer of ${type.plural}`, () => informer.run(stop.signal));
  }

  #stop(name: string): void {
    this.#kinds.get(name)?.stop.abort(new Error('its definition is gone'));
    this.#kinds.delete(name);
  }
}

function parsed(object: KubernetesObject): Definition | undefined {
  try {
    return parseDefinition(object);
  } catch {
    // Its own pass says so.
    return undefined;
  }
}

function isEstablished(object: KubernetesObject): boolean {
  const status = object['status'];
  const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
  return (
    Array.isArray(conditions) && conditions.some((each) => isObject(each) && each['type'] === 'Established' && each['status'] === 'True')
  );
}

function isSameType(a: ResourceType, b: ResourceType): boolean {
  return a.version === b.version && a.plural === b.plural && a.kind === b.kind && a.namespaced === b.namespaced;
}
