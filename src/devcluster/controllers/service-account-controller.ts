import { isConflict } from '../../kubernetes/api-error.ts';
import { createWorkQueue } from '../../kubernetes/create-work-queue.ts';
import type { ResourceType } from '../../kubernetes/object.ts';
import type { WorkQueue } from '../../kubernetes/work-queue.ts';
import type { ControllerContext, ResourceMonitor } from './resource-monitor.ts';
import { typeKeyOf } from './resource-monitor.ts';
import { runWorkers } from './run-workers.ts';

const manager = 'serviceaccount-controller';
const namespaceKey = '/namespaces';
const accountType: ResourceType = { group: '', version: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts', namespaced: true };

/** The account of whoever names none: clients and charts count on it. */
const accountName = 'default';

/** Sees to it that each namespace that is not being deleted has a ServiceAccount `default`. */
export class ServiceAccountController {
  readonly #context: ControllerContext;
  readonly #monitor: ResourceMonitor;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext, monitor: ResourceMonitor) {
    this.#context = context;
    this.#monitor = monitor;
    this.#queue = createWorkQueue({ ...context, baseMs: 500, maxMs: 15_000 });
    monitor.onChange((type, change) => {
      const { name, namespace } = (change.new ?? change.old)?.metadata ?? {};
      if (typeKeyOf(type) === namespaceKey && change.new !== undefined && name !== undefined) this.#queue.add(name);
      if (typeKeyOf(type) === typeKeyOf(accountType) && change.new === undefined && namespace !== undefined) this.#queue.add(namespace);
    });
  }

  /** Runs until the signal aborts; never rejects. */
  run(signal: AbortSignal): Promise<void> {
    const { logger } = this.#context;
    return runWorkers({ queue: this.#queue, workers: 1, logger, handle: (namespace) => this.#handle(namespace) }, signal);
  }

  async #handle(namespace: string): Promise<void> {
    if (!this.#lacksAccount(namespace)) return;
    const account = { apiVersion: 'v1', kind: accountType.kind, metadata: { name: accountName, namespace } };
    try {
      await this.#context.client.create(accountType, account, manager);
    } catch (error) {
      // It is there already, or came this moment.
      if (!isConflict(error)) throw error;
    }
  }

  #lacksAccount(namespace: string): boolean {
    const found = this.#monitor.get(namespaceKey, namespace)?.object;
    if (found === undefined || found.metadata.deletionTimestamp !== undefined) return false;
    return this.#monitor.get(typeKeyOf(accountType), `${namespace}/${accountName}`) === undefined;
  }
}
