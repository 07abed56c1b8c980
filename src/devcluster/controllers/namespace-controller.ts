import { deepEqual, isObject } from '../../base/json.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import { createWorkQueue } from '../../kubernetes/create-work-queue.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import type { WorkQueue } from '../../kubernetes/work-queue.ts';
import { emptyNamespace } from './empty-namespace.ts';
import type { Leftovers, NamespaceCondition } from './namespace-conditions.ts';
import { namespaceConditions } from './namespace-conditions.ts';
import type { ControllerContext, ResourceMonitor } from './resource-monitor.ts';
import { typeKeyOf } from './resource-monitor.ts';
import { runWorkers } from './run-workers.ts';

const manager = 'namespace-controller';
const workers = 2;
const namespaceType: ResourceType = { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };

/** What keeps a namespace until its content is gone; others may have put finalizers of theirs beside it. */
const finalizer = 'kubernetes';
const soonMs = 50;

/** Deletes what is in a namespace that is being deleted, says in its status how far that has come, and lets it go when nothing is left. */
export class NamespaceController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext, monitor: ResourceMonitor) {
    this.#context = context;
    this.#queue = createWorkQueue({ ...context, baseMs: 500, maxMs: 15_000 });
    monitor.onChange((type, change) => {
      const { name, namespace } = (change.new ?? change.old)?.metadata ?? {};
      if (namespace === undefined && typeKeyOf(type) === typeKeyOf(namespaceType)) this.#look(change.new);
      // Something came or went within a namespace that may be waiting for just that.
      else if (namespace !== undefined && name !== undefined) this.#look(monitor.get(typeKeyOf(namespaceType), namespace)?.object);
    });
  }

  /** Runs until the signal aborts; never rejects. */
  run(signal: AbortSignal): Promise<void> {
    const { logger } = this.#context;
    return runWorkers({ queue: this.#queue, workers, logger, handle: (name) => this.#handle(name) }, signal);
  }

  #look(namespace: KubernetesObject | undefined): void {
    if (namespace?.metadata.deletionTimestamp !== undefined) this.#queue.add(namespace.metadata.name, { after: soonMs });
  }

  /** Rejects while something is left: it is then looked at again, later each time. */
  async #handle(name: string): Promise<void> {
    const { client } = this.#context;
    try {
      const namespace = await client.get(namespaceType, { name });
      if (namespace.metadata.deletionTimestamp === undefined || !finalizersOf(namespace).includes(finalizer)) return;
      const left = await emptyNamespace(this.#context, name);
      const told = await this.#tell(namespace, left);
      if (!isEmpty(left)) throw new Error(`something is left in namespace ${name}`);
      const spec = { finalizers: finalizersOf(told).filter((each) => each !== finalizer) };
      await client.update(namespaceType, { name, subresource: 'finalize' }, { ...told, spec }, manager);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async #tell(namespace: KubernetesObject, left: Leftovers): Promise<KubernetesObject> {
    const { client, clock } = this.#context;
    const before = conditionsOf(namespace);
    const conditions = namespaceConditions(left, before, clock.now());
    const others = before.filter(({ type }) => conditions.every((each) => each.type !== type));
    const next = [...others, ...conditions];
    if (deepEqual(before, next)) return namespace;
    const { name, resourceVersion } = namespace.metadata;
    const body = { metadata: { resourceVersion }, status: { conditions: next } };
    return client.patch(namespaceType, { name }, body, { kind: 'merge', subresource: 'status', fieldManager: manager });
  }
}

function isEmpty({ counts, failures, discoveryFailure }: Leftovers): boolean {
  return counts.size === 0 && failures.length === 0 && discoveryFailure === undefined;
}

function finalizersOf({ spec }: KubernetesObject): readonly string[] {
  const finalizers = isObject(spec) ? spec['finalizers'] : undefined;
  return Array.isArray(finalizers) ? finalizers.map(String) : [];
}

function conditionsOf({ status }: KubernetesObject): readonly NamespaceCondition[] {
  const conditions = isObject(status) ? status['conditions'] : undefined;
  return Array.isArray(conditions) ? (conditions as readonly NamespaceCondition[]) : [];
}
