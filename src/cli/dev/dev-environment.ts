import { randomBytes, webcrypto } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { awsKinds } from '../../aws/generated/kinds.ts';
import type { Logger } from '../../base/logger.ts';
import { Secret } from '../../base/secret.ts';
import { createInProcessClient } from '../../devcluster/client/in-process-client.ts';
import { discoveryOf } from '../../devcluster/client/discovery-of.ts';
import { runControllers } from '../../devcluster/controllers/run-controllers.ts';
import { createStandardDevApi } from '../../devcluster/create-standard-dev-api.ts';
import { nodeFiles } from '../../devcluster/journal/node-files.ts';
import { openJournal } from '../../devcluster/journal/open-journal.ts';
import { createCertificates } from '../../devcluster/server/certificates.ts';
import { writeKubeconfig } from '../../devcluster/server/kubeconfig.ts';
import { startDevServer } from '../../devcluster/server/start-dev-server.ts';
import type { DevApi } from '../../devcluster/api/dev-api.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { compositionParts } from '../run/composition-parts.ts';
import { ControllerRuntime } from '../run/controller-runtime.ts';
import { createMetrics } from '../run/metrics.ts';
import type { RunOptions } from '../run/run-options.ts';
import { systemClock } from '../system-clock.ts';
import { explainPort } from './explain-port.ts';
import type { DevFolder, DevIdentity } from './dev-folder.ts';
import type { DevOptions } from './dev-options.ts';
import { install } from './install.ts';
import { programVersion } from './program-version.ts';
import { startSimulatedAws } from './simulated-aws.ts';

/** Everything that `evenkeel dev` runs. */
export interface DevEnvironment {
  readonly client: KubernetesClient;
  readonly url: string;
  /** Of simulated AWS; undefined: AWS itself. */
  readonly endpoint: string | undefined;
  /** All managed resources, from the controller's caches. */
  objects(): readonly KubernetesObject[];
  /** Rejects when a part of it ends by itself. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

const random = Math.random;
const clock = systemClock;

/** Starts all parts, in the order in which they need each other; what was started is stopped again when one can't. */
export async function startDevEnvironment(options: DevOptions, folder: DevFolder, logger: Logger): Promise<DevEnvironment> {
  const started: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of started.splice(0).toReversed()) await stop();
  };
  try {
    const environment = await start({ options, folder, logger, onStop: (stop) => started.push(stop) });
    return { ...environment, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Start {
  readonly options: DevOptions;
  readonly folder: DevFolder;
  readonly logger: Logger;
  readonly onStop: (stop: () => Promise<unknown>) => void;
}

async function start({ options, folder, logger, onStop }: Start): Promise<Omit<DevEnvironment, 'close'>> {
  const journal = await openJournal({ folder: folder.objects, files: nodeFiles, logger });
  onStop(() => journal.close());
  const identity = (await folder.readIdentity()) ?? (await newIdentity());
  const api = await createStandardDevApi({ clock, random, journal });
  onStop(() => api.close());
  const token = new Secret(identity.token);
  const port = options.port ?? identity.port;
  const server = await startDevServer({
    ...{ api, clock, random, logger, port, token },
    certificates: identity,
    tokenKey: new Secret(identity.tokenKey),
    rbac: options.rbac,
    version: programVersion(),
  }).catch(explainPort('port', port));
  onStop(() => server.close());
  const simulatorPort = options.simulatorPort ?? identity.simulatorPort;
  const aws =
    options.aws === 'real'
      ? undefined
      : await startSimulatedAws({ clock, file: folder.aws, port: simulatorPort }).catch(explainPort('simulator-port', simulatorPort));
  if (aws !== undefined) onStop(() => aws.close());
  await folder.writeIdentity({ ...identity, port: server.port, simulatorPort: aws?.port ?? identity.simulatorPort });
  await writeKubeconfig(folder.kubeconfig, { url: server.url, caCert: identity.caCert, token });
  const client = createInProcessClient(api);
  await install(client, aws?.url);
  const stopping = new AbortController();
  const { runtime, done } = runAll({ client, api, identity, options, logger }, stopping);
  onStop(async () => {
    stopping.abort(new Error('evenkeel dev stops'));
    await done.catch(() => undefined);
  });
  const failed = done.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  const objects = (): readonly KubernetesObject[] =>
    runtime.stores.kinds().flatMap(({ informers }) => informers.flatMap((one) => one.store.list()));
  return { client, url: server.url, endpoint: aws?.url, objects, failed };
}

interface Parts {
  readonly client: KubernetesClient;
  readonly api: DevApi;
  readonly identity: DevIdentity;
  readonly options: DevOptions;
  readonly logger: Logger;
}

/** The controllers of the API server and ours. `done` rejects when one ends before it is told to. */
function runAll(
  { client, api, identity, options, logger }: Parts,
  stopping: AbortController,
): { readonly runtime: ControllerRuntime; readonly done: Promise<void> } {
  const { signal } = stopping;
  const context = { client, clock, random, logger };
  const runtime = new ControllerRuntime({
    ...context,
    randomBytes,
    breathe: () => breathe(),
    requestHandler: () => new NodeHttpHandler({ connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true }),
    metrics: createMetrics(() => []),
    kinds: awsKinds,
    options: runOptions(identity, options),
    composition: compositionParts(discoveryOf(api)),
    mayCall: () => !signal.aborted,
  });
  const parts = [
    runControllers({ ...context, discovery: discoveryOf(api) }, signal),
    runtime.watch(signal),
    runtime.work(signal, new AbortController().signal),
  ];
  return { runtime, done: Promise.all(parts).then(() => undefined) };
}

/** Simulated AWS shows at once what was done and counts no calls: there is nothing to wait for. */
function runOptions({ controlPlane }: DevIdentity, { aws, logLevel }: DevOptions): RunOptions {
  const isReal = aws === 'real';
  return {
    controlPlane,
    kubeconfig: undefined,
    context: undefined,
    namespaces: [],
    kinds: [],
    compositions: true,
    leaderElect: false,
    systemNamespace: 'evenkeel-system',
    trustedNamespaces: [],
    metricsAddress: undefined,
    sweepIntervalMs: isReal ? 60_000 : 5_000,
    deepIntervalMs: 3_600_000,
    visibilityWindowMs: isReal ? undefined : 2_000,
    settleMs: isReal ? undefined : 1_000,
    awsTimeoutMs: isReal ? 30_000 : 5_000,
    awsRate: isReal ? 'published' : 'unlimited',
    concurrency: 64,
    logLevel,
  };
}

async function newIdentity(): Promise<DevIdentity> {
  const generateKeys = (): Promise<webcrypto.CryptoKeyPair> =>
    webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  return {
    version: 1,
    controlPlane: `dev-${randomBytes(4).toString('hex')}`,
    port: 0,
    simulatorPort: 0,
    ...(await createCertificates(clock, random, generateKeys)),
    token: randomBytes(32).toString('base64url'),
    tokenKey: randomBytes(32).toString('base64url'),
  };
}
