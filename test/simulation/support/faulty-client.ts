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
import type { KubernetesObject, ResourceType } from '../../../src/kubernetes/object.ts';
import type { WriteFault } from './fault-plan.ts';
import type { Sabotage } from './sabotage.ts';
import { nothingMore, reset, type ProcessLife } from './process-life.ts';

/** What stands between one process and the API server. */
export interface FaultyClientDeps {
  readonly client: KubernetesClient;
  readonly life: ProcessLife;
  readonly sabotage: Sabotage | undefined;
  /** Asked once a write, in order; events are not counted: they are told only, never read. */
  readonly fault: () => WriteFault | undefined;
  /** Holds an event of a watch back; `drop`: the connection ends instead of it. */
  readonly onEvent: (type: ResourceType) => Promise<'pass' | 'drop'>;
  readonly wrote: (line: string) => void;
}

/** The API server as one process reaches it: a dead process gets no answer, and faults strike at writes and watches. */
export class FaultyClient implements KubernetesClient {
  readonly #deps: FaultyClientDeps;

  constructor(deps: FaultyClientDeps) {
    this.#deps = deps;
  }

  get(type: ResourceType, name: ObjectName, signal?: AbortSignal): Promise<KubernetesObject> {
    return this.#deps.life.living(() => this.#deps.client.get(type, name, signal));
  }

  managedFields(type: ResourceType, name: ObjectName, signal?: AbortSignal): Promise<readonly ManagedFieldsEntry[]> {
    return this.#deps.life.living(() => this.#deps.client.managedFields(type, name, signal));
  }

  list(type: ResourceType, options: ListOptions, signal?: AbortSignal): Promise<ListPage> {
    return this.#deps.life.living(() => this.#deps.client.list(type, options, signal));
  }

  async *watch(type: ResourceType, options: WatchOptions): AsyncGenerator<WatchEvent> {
    const { client, life, onEvent } = this.#deps;
    for await (const event of client.watch(type, options)) {
      if (event.type !== 'BOOKMARK' && (await onEvent(type)) === 'drop') throw reset();
      if (!life.isAlive) return;
      yield event;
    }
  }

  create(type: ResourceType, object: object, fieldManager: string): Promise<KubernetesObject> {
    return this.#write({ type, verb: 'create' }, () => this.#deps.client.create(type, object, fieldManager));
  }

  update(type: ResourceType, name: ObjectName, object: object, fieldManager: string): Promise<KubernetesObject> {
    return this.#write({ type, verb: 'update', name }, () => this.#deps.client.update(type, name, object, fieldManager));
  }

  patch(type: ResourceType, name: ObjectName, body: unknown, options: PatchOptions): Promise<KubernetesObject> {
    const verb = options.subresource === undefined ? 'patch' : `patch ${options.subresource}`;
    const said = this.#deps.sabotage?.patch?.(body) ?? body;
    return this.#write({ type, verb, name }, () => this.#deps.client.patch(type, name, said, options));
  }

  delete(type: ResourceType, name: ObjectName, options?: DeleteOptions): Promise<void> {
    return this.#write({ type, verb: 'delete', name }, () => this.#deps.client.delete(type, name, options));
  }

  async #write<T>({ type, verb, name }: Write, run: () => Promise<T>): Promise<T> {
    const { life, fault, client, wrote } = this.#deps;
    if (!life.isAlive) return nothingMore();
    const how = type.kind === 'Event' ? undefined : fault();
    wrote(lineOf(verb, type, name, how));
    if (how === 'crashBefore') return life.dead();
    if (how === 'dropped') throw reset();
    if (how === 'conflict' && name !== undefined) await touch(client, type, name);
    const result = await life.living(run);
    return how === 'crashAfter' || how === 'lost' ? withhold(how, life) : result;
  }
}

interface Write {
  readonly type: ResourceType;
  readonly verb: string;
  readonly name?: ObjectName;
}

function lineOf(verb: string, { plural }: ResourceType, name: ObjectName | undefined, how: WriteFault | undefined): string {
  return `${verb} ${plural} ${name?.name ?? ''}${how === undefined ? '' : ` (${how})`}`;
}

/** It was written; the answer does not come. */
function withhold<T>(how: 'crashAfter' | 'lost', life: ProcessLife): Promise<T> {
  if (how === 'crashAfter') return life.dead();
  throw reset();
}

/** Somebody sets a label, if there is something to set it on. */
async function touch(client: KubernetesClient, type: ResourceType, name: ObjectName): Promise<void> {
  const body = { metadata: { labels: { touched: 'yes' } } };
  await client.patch(type, name, body, { kind: 'merge', fieldManager: 'somebody' }).catch(() => undefined);
}
