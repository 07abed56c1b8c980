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
import { strikeAfter, strikeBefore } from './strike-process.ts';
import { nothingMore, reset, type ProcessLife } from './process-life.ts';

/** What stands between one process and the API server. */
export interface FaultyClientDeps {
  readonly client: KubernetesClient;
  readonly life: ProcessLife;
  readonly sabotage: Sabotage | undefined;
  /** Asked once a write, in order; events are not counted: they are told only, never read. */
  readonly fault: () => WriteFault | undefined;
  /** Holds an event of a watch back; `drop`: the connection ends instead of it, `expire`: the server has forgotten the version. */
  readonly onEvent: (type: ResourceType) => Promise<'pass' | 'drop' | 'expire'>;
  /** An older version of which a list is to be; undefined: as of now. */
  readonly listedAt: () => string | undefined;
  readonly wrote: (line: string) => void;
  /** Told of each delete before it is done. */
  readonly deleting: (type: ResourceType, name: ObjectName) => Promise<void>;
  /** Told the version that a write came to. */
  readonly written: (version: number) => void;
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
    const older = options.continue === undefined ? this.#deps.listedAt() : undefined;
    const asked = older === undefined ? options : { ...options, resourceVersion: older, resourceVersionMatch: 'Exact' };
    return this.#deps.life.living(() => this.#deps.client.list(type, asked, signal));
  }

  async *watch(type: ResourceType, options: WatchOptions): AsyncGenerator<WatchEvent> {
    const { client, life, onEvent } = this.#deps;
    for await (const event of client.watch(type, options)) {
      const fate = event.type === 'BOOKMARK' ? 'pass' : await onEvent(type);
      await life.awake();
      if (fate === 'drop') throw reset();
      if (!life.isAlive) return;
      yield fate === 'expire' ? expired : event;
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
    return this.#write({ type, verb: 'delete', name }, async () => {
      await this.#deps.deleting(type, name);
      return this.#deps.client.delete(type, name, options);
    });
  }

  async #write<T extends KubernetesObject | void>({ type, verb, name }: Write, run: () => Promise<T>): Promise<T> {
    const { life, fault, client, wrote } = this.#deps;
    if (!life.isAlive) return nothingMore();
    const how = type.kind === 'Event' ? undefined : fault();
    wrote(lineOf(verb, type, name, how));
    if (how === 'dropped') throw reset();
    await strikeBefore(life, how);
    if (how === 'conflict' && name !== undefined) await touch(client, type, name);
    const result = await life.living(run);
    this.#deps.written(versionOf(result));
    await strikeAfter(life, how);
    // It was written; the answer does not come.
    if (how === 'lost') throw reset();
    return result;
  }
}

/** Of what a write gives; 0: it is gone. */
function versionOf(result: KubernetesObject | void): number {
  return result === undefined ? 0 : Number(result.metadata.resourceVersion);
}

const expired: WatchEvent = { type: 'ERROR', code: 410, message: 'too old resource version' };

interface Write {
  readonly type: ResourceType;
  readonly verb: string;
  readonly name?: ObjectName;
}

function lineOf(verb: string, { plural }: ResourceType, name: ObjectName | undefined, how: WriteFault | undefined): string {
  return `${verb} ${plural} ${name?.name ?? ''}${how === undefined ? '' : ` (${how})`}`;
}

/** Somebody sets a label, if there is something to set it on. */
async function touch(client: KubernetesClient, type: ResourceType, name: ObjectName): Promise<void> {
  const body = { metadata: { labels: { touched: 'yes' } } };
  await client.patch(type, name, body, { kind: 'merge', fieldManager: 'somebody' }).catch(() => undefined);
}
