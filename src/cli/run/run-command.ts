import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { awsKinds } from '../../aws/generated/kinds.ts';
import { isObject } from '../../base/json.ts';
import type { Logger } from '../../base/logger.ts';
import type { ObjectStores } from '../../engine/controller/object-stores.ts';
import { kindName } from '../../engine/kind.ts';
import { createHttpClient } from '../../kubernetes/http/http-client.ts';
import { loadConnection, type ConnectionSource } from '../../kubernetes/http/load-connection.ts';
import { steadyClock } from '../steady-clock.ts';
import { UsageError } from '../usage-error.ts';
import { checkCrds } from './check-crds.ts';
import { compositionParts } from './composition-parts.ts';
import { ControllerRuntime } from './controller-runtime.ts';
import { createLogger } from './logger.ts';
import { createMetrics, type ResourceState } from './metrics.ts';
import { startOperationsServer } from './operations-server.ts';
import { parseRunOptions, runHelp, type RunOptions } from './run-options.ts';
import { selectKinds } from './select-kinds.ts';
import { work } from './work.ts';

const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** `evenkeel run`: the controller. Resolves with the exit code. */
export async function runController(args: readonly string[]): Promise<number> {
  const options = parseRunOptions(args);
  if (options !== undefined) return run(options);
  process.stdout.write(runHelp());
  return 0;
}

async function run(options: RunOptions): Promise<number> {
  const logger = createLogger(options.logLevel);
  const client = createHttpClient(await loadConnection(connectionSource(options)));
  const stop = stopSignal(logger);
  const kinds = selectKinds(awsKinds, options.kinds);
  const leading = { holds: () => !options.leaderElect };
  const identity = `${hostname()}_${randomBytes(4).toString('hex')}`;
  const shown: { stores?: ObjectStores } = {};
  const metrics = createMetrics(() => (shown.stores === undefined ? [] : resourceStates(shown.stores)));
  const runtime = new ControllerRuntime({
    client,
    clock: steadyClock,
    random: Math.random,
    randomBytes,
    breathe: () => breathe(),
    requestHandler: () =>
      new NodeHttpHandler({ connectionTimeout: 5_000, requestTimeout: options.awsTimeoutMs, throwOnRequestTimeout: true }),
    logger,
    metrics,
    kinds,
    options,
    ...(options.compositions ? { composition: compositionParts(client) } : {}),
    mayCall: () => !stop.aborted && leading.holds(),
  });
  shown.stores = runtime.stores;
  const probes = { healthy: () => runtime.lost(), ready: () => runtime.notReady() };
  const server =
    options.metricsAddress === undefined ? undefined : await startOperationsServer(options.metricsAddress, metrics.registry, probes);
  logger.info({ controlPlane: options.controlPlane, operations: server?.url, namespaces: options.namespaces }, 'starting');
  const watching = new AbortController();
  const watch = runtime.watch(watching.signal);
  try {
    await checkCrds(client, { kinds, compositions: options.compositions }, logger);
    await work({ options, client, clock: steadyClock, random: Math.random, logger, identity, leading }, runtime, stop);
    return 0;
  } finally {
    watching.abort(new Error('the controller stops'));
    await watch;
    await server?.close();
    await client.close();
    logger.info({}, 'stopped');
  }
}

/** The first SIGINT or SIGTERM asks for a stop in order, a second one ends the process at once. */
function stopSignal(logger: Logger): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(1);
      logger.info({ signal: name }, 'stopping: calls under way are finished, none is begun');
      stop.abort(new Error(`stopped by ${name}`));
    });
  }
  return stop.signal;
}

function connectionSource({ kubeconfig, context }: RunOptions): ConnectionSource {
  const path = kubeconfig ?? process.env['KUBECONFIG'];
  if (path !== undefined) return { kubeconfig: path, context };
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env;
  if (host !== undefined && port !== undefined) return { inCluster: { host, port, folder: serviceAccountFolder } };
  throw new UsageError('no cluster: give --kubeconfig, set KUBECONFIG, or run in a cluster');
}

function resourceStates(stores: ObjectStores): readonly ResourceState[] {
  return stores.kinds().flatMap(({ kind }) => {
    const name = kindName(kind.schema);
    return stores.all(name).map((object) => ({
      kind: name,
      ready: conditionStatus(object['status'], 'Ready'),
      synced: conditionStatus(object['status'], 'Synced'),
    }));
  });
}

function conditionStatus(status: unknown, type: string): string {
  const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
  const found: unknown = Array.isArray(conditions)
    ? conditions.find((condition) => isObject(condition) && condition['type'] === type)
    : undefined;
  return isObject(found) && typeof found['status'] === 'string' ? found['status'] : 'Unknown';
}
