import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ControllerMetrics } from '../../engine/controller/controller.ts';
import type { WorkQueueMetrics } from '../../kubernetes/work-queue-metrics.ts';

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const readyBuckets = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 3600];
const queueName = 'managed';

/** One resource for `evenkeel_resources`. */
export interface ResourceState {
  readonly kind: string;
  readonly ready: string;
  readonly synced: string;
}

/** Where the parts of the controller report to; `registry` is what is scraped. */
export interface Metrics {
  readonly registry: Registry;
  readonly controller: ControllerMetrics;
  readonly queue: WorkQueueMetrics;
  /** One call to the cloud. */
  cloudCall(call: { readonly service: string; readonly action: string; readonly outcome: string }): void;
  /** A pipeline ran for a composite of this definition. */
  readonly pipelineRan: (definition: string) => void;
  /** A listing of a source ended. */
  listing(listing: { readonly source: string; readonly ok: boolean }): void;
}

/** Metrics under controller-runtime's names, and ours. `resources` is asked at each scrape. */
export function createMetrics(resources: () => readonly ResourceState[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addResources(registry, resources);
  return {
    registry,
    controller: controllerMetrics(registry),
    queue: queueMetrics(registry),
    pipelineRan: pipelineMetrics(registry),
    ...cloudMetrics(registry),
  };
}

function controllerMetrics(registry: Registry): ControllerMetrics {
  const registers = [registry];
  const total = new Counter({
    name: 'controller_runtime_reconcile_total',
    help: 'Passes per kind and result.',
    labelNames: ['controller', 'result'],
    registers,
  });
  const errors = new Counter({
    name: 'controller_runtime_reconcile_errors_total',
    help: 'Passes that failed.',
    labelNames: ['controller'],
    registers,
  });
  const time = new Histogram({
    name: 'controller_runtime_reconcile_time_seconds',
    help: 'Length of passes.',
    labelNames: ['controller'],
    buckets: secondsBuckets,
    registers,
  });
  const orphans = new Gauge({
    name: 'evenkeel_orphans',
    help: 'Resources with our owner tags whose object does not exist.',
    labelNames: ['kind'],
    registers,
  });
  const ready = new Histogram({
    name: 'evenkeel_time_to_ready_seconds',
    help: 'From the making of an object to its first Ready.',
    labelNames: ['kind'],
    buckets: readyBuckets,
    registers,
  });
  return {
    orphans: (kind, count) => orphans.set({ kind }, count),
    firstReady: (kind, seconds) => ready.observe({ kind }, seconds),
    pass: (controller, result, seconds) => {
      total.inc({ controller, result });
      if (result === 'error') errors.inc({ controller });
      time.observe({ controller }, seconds);
    },
  };
}

function queueMetrics(registry: Registry): WorkQueueMetrics {
  const registers = [registry];
  const labelNames = ['name'] as const;
  const labels = { name: queueName };
  const depth = new Gauge({ name: 'workqueue_depth', help: 'Keys ready to be taken.', labelNames: ['name', 'priority'], registers });
  const adds = new Counter({ name: 'workqueue_adds_total', help: 'Keys added.', labelNames, registers });
  const retries = new Counter({ name: 'workqueue_retries_total', help: 'Keys added with back-off.', labelNames, registers });
  const queued = new Histogram({
    name: 'workqueue_queue_duration_seconds',
    help: 'Time in the queue.',
    labelNames,
    buckets: secondsBuckets,
    registers,
  });
  const work = new Histogram({
    name: 'workqueue_work_duration_seconds',
    help: 'Time at work.',
    labelNames,
    buckets: secondsBuckets,
    registers,
  });
  return {
    depth: (value, priority) => depth.set({ name: queueName, priority }, value),
    added: () => adds.inc(labels),
    retried: () => retries.inc(labels),
    taken: (seconds) => queued.observe(labels, seconds),
    finished: (seconds) => work.observe(labels, seconds),
  };
}

function cloudMetrics(registry: Registry): Pick<Metrics, 'cloudCall' | 'listing'> {
  const registers = [registry];
  const calls = new Counter({
    name: 'evenkeel_cloud_calls_total',
    help: 'Calls to the cloud.',
    labelNames: ['service', 'action', 'outcome'],
    registers,
  });
  const listings = new Counter({
    name: 'evenkeel_cloud_listings_total',
    help: 'Listings of a source.',
    labelNames: ['source', 'result'],
    registers,
  });
  return {
    cloudCall: ({ service, action, outcome }) => calls.inc({ service, action, outcome }),
    listing: ({ source, ok }) => listings.inc({ source, result: ok ? 'complete' : 'failed' }),
  };
}

function pipelineMetrics(registry: Registry): Metrics['pipelineRan'] {
  const runs = new Counter({
    name: 'evenkeel_pipeline_runs_total',
    help: 'Runs of a composition pipeline, per definition.',
    labelNames: ['definition'],
    registers: [registry],
  });
  return (definition) => runs.inc({ definition });
}

function addResources(registry: Registry, resources: () => readonly ResourceState[]): void {
  const gauge: Gauge<'kind' | 'ready' | 'synced'> = new Gauge({
    name: 'evenkeel_resources',
    help: 'Managed objects by kind and condition.',
    labelNames: ['kind', 'ready', 'synced'],
    registers: [registry],
    collect: () => {
      gauge.reset();
      for (const { kind, ready, synced } of resources()) gauge.inc({ kind, ready, synced });
    },
  });
}
