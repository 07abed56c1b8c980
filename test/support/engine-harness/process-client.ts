import { ApiUnreachable } from '../../../src/kubernetes/api-error.ts';
import type {
  DeleteOptions,
  KubernetesClient,
  ListOptions,
  ListPage,
  ManagedFieldsEntry,
  ObjectName,
  PatchOptions,
  WatchEvent,
  WatchOptions,
} from '../../../src/kubernetes/client.ts';
import { keyOf, type KubernetesObject, type ResourceType } from '../../../src/kubernetes/object.ts';
import type { FakeKubernetes } from '../fake-kubernetes.ts';
import type { FaultKind } from './faults.ts';

export interface Life {
  readonly isAlive: () => boolean;
  readonly die: () => void;
  /** Holds an event of a watch of this kind back. */
  readonly delay: (kind: string) => Promise<void>;
}

/** Resolves never: what a dead process waits for. */
export function nothingMore<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** The API server as one process reaches it: a dead process gets no answer, and faults strike at writes. */
export class ProcessClient implements KubernetesClient {
  readonly #api: FakeKubernetes;
  readonly #life: Life;
  readonly #fault: () => FaultKind | undefined;

  constructor(api: FakeKubernetes, life: Life, fault: () => FaultKind | undefined) {
    this.#api = api;
    this.#life = life;
    this.#fault = fault;
  }

  get(type: ResourceType, name: ObjectName): Promise<KubernetesObject> {
    return this.#living(() => this.#api.get(type, name));
  }

  managedFields(type: ResourceType, name: ObjectName): Promise<readonly ManagedFieldsEntry[]> {
    return this.#living(() => this.#api.managedFields(type, name));
  }

  list(type: ResourceType, options: ListOptions): Promise<ListPage> {
    return this.#living(() => this.#api.list(type, options));
  }

  async *watch(type: ResourceType, options: WatchOptions): AsyncGenerator<WatchEvent> {
    for await (const event of this.#api.watch(type, options)) {
      await this.#life.delay(type.kind);
      yield event;
    }
  }

  create(type: ResourceType, object: object, fieldManager: string): Promise<KubernetesObject> {
    return this.#write(type, undefined, () => this.#api.create(type, object, fieldManager));
  }

  update(type: ResourceType, name: ObjectName, object: object, fieldManager: string): Promise<KubernetesObject> {
    return this.#write(type, name, () => this.#api.update(type, name, object, fieldManager));
  }

  patch(type: ResourceType, name: ObjectName, body: unknown, options: PatchOptions): Promise<KubernetesObject> {
    return this.#write(type, name, () => this.#api.patch(type, name, body, options));
  }

  delete(type: ResourceType, name: ObjectName, options?: DeleteOptions): Promise<void> {
    return this.#write(type, name, () => this.#api.delete(type, name, options));
  }

  async #living<T>(run: () => Promise<T>): Promise<T> {
    if (!this.#life.isAlive()) return nothingMore();
    const result = await run();
    return this.#life.isAlive() ? result : nothingMore();
  }

  async #write<T>(type: ResourceType, name: ObjectName | undefined, run: () => Promise<T>): Promise<T> {
    if (!this.#life.isAlive()) return nothingMore();
    const fault = this.#fault();
    if (fault === 'crashBefore') return this.#dead();
    if (fault === 'dropped') throw new ApiUnreachable('the connection was reset');
    if (fault === 'conflict' && name !== undefined) this.#touch(type, name);
    const result = await this.#living(run);
    if (fault === 'crashAfter') return this.#dead();
    if (fault === 'lost') throw new ApiUnreachable('the connection was reset');
    return result;
  }

  #dead<T>(): Promise<T> {
    this.#life.die();
    return nothingMore();
  }

  #touch(type: ResourceType, { namespace, name }: ObjectName): void {
    const key = keyOf({ metadata: { name, ...(namespace === undefined ? {} : { namespace }) } });
    this.#api.edit(type, key, (draft) => {
      const metadata = draft['metadata'] as Record<string, unknown>;
      metadata['labels'] = { ...(metadata['labels'] as object | undefined), touched: 'yes' };
    });
  }
}
