import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { Context } from 'mocha';
import { clientsFor } from '../../../src/cli/dev/demo/clients.ts';
import type { ControllerProcess } from '../../../hack/environment/controller-process.ts';
import { startController } from '../../../hack/environment/controller-process.ts';
import type { RunKubectl } from '../../../hack/environment/install.ts';
import { install, kubectlFor, providerConfig } from '../../../hack/environment/install.ts';
import type { Cluster } from '../../../hack/environment/cluster.ts';
import { type CloudName, startCloud } from '../../../hack/environment/start-cloud.ts';
import { checkClusterNeeds, type ClusterName, startCluster } from '../../../hack/environment/start-cluster.ts';
import type { CloudServer } from '../../../hack/lib/cloud-server.ts';
import type { HttpClient } from '../../../src/kubernetes/http/http-client.ts';
import { createHttpClient } from '../../../src/kubernetes/http/http-client.ts';
import { loadConnection } from '../../../src/kubernetes/http/load-connection.ts';
import type { KubeProxy } from '../../support/kube-proxy.ts';
import { startKubeProxy } from '../../support/kube-proxy.ts';
import { newestKubectl } from '../../support/kubectl.ts';
import { neededHere } from '../../support/requirements.ts';
import { controllerIdentity } from './controller-rights.ts';
import type { KubernetesWrite } from './kubernetes-writes.ts';
import { writesAmong } from './kubernetes-writes.ts';
import type { ManagedView, ObjectRef, Wanted } from './objects.ts';
import { isReady, read, waitForObjects } from './objects.ts';

/** What an environment is started with. */
export interface EnvironmentOptions {
  /** Flags of `evenkeel run` beside the defaults; a flag given here replaces the default of the same name. */
  readonly flags?: readonly string[];
  /** Without it, the API server that `EVENKEEL_TEST_CLUSTER` names. */
  readonly cluster?: ClusterName;
  /** Without it, the stand-in for AWS that `EVENKEEL_TEST_CLOUD` names. */
  readonly cloud?: CloudName;
  /** Made, and allowed to use the ClusterProviderConfig `default`; `default` is always there. */
  readonly namespaces?: readonly string[];
}

/** An API server, a stand-in for AWS, and the controller between them when it is started. */
export interface Environment {
  /** kube-apiserver, or the dev API server: see `startCluster`. */
  readonly cluster: Cluster;
  /** What the controller's requests to the API server go through, with its ServiceAccount's rights. */
  readonly kubeProxy: KubeProxy;
  /** moto, or the simulator: see `startCloud`. */
  readonly cloud: CloudServer;
  /** The newest kubectl, as administrator and past the proxy. */
  readonly kubectl: RunKubectl;
  /** An administrator's client, past the proxy. */
  readonly client: HttpClient;
  /** SDK clients on the stand-in itself: their calls are not counted. */
  readonly ec2: EC2Client;
  readonly rds: RDSClient;
  /** Starts `evenkeel run`; several at once are possible. Given flags replace those of the same name. */
  startController(flags?: readonly string[]): ControllerProcess;
  /** Applies objects as they are, in one `kubectl apply`. */
  apply(...objects: readonly object[]): Promise<void>;
  read(ref: ObjectRef): Promise<ManagedView | undefined>;
  /** Waits until all objects are as wanted, `isReady` unless told; within 30 s unless told. */
  waitFor(refs: ObjectRef | readonly ObjectRef[], wanted?: Wanted, timeoutMs?: number): Promise<readonly (ManagedView | undefined)[]>;
  /** The controller's writes since the start or the last `resetCounts`, in order. */
  kubernetesWrites(): readonly KubernetesWrite[];
  /** The controller's calls by action since the start or the last `resetCounts`. */
  awsCalls(): ReadonlyMap<string, number>;
  resetCounts(): void;
  /** The log of all controllers so far, one JSON object a line. */
  controllerLog(): string;
  stop(): Promise<void>;
}

/** Both servers ours: for stories that need the simulator, whatever pair is under test. */
export const ownPair = { cluster: 'dev', cloud: 'simulator' } as const;

/** Times small enough for tests; `--visibility-window` is above moto's slowest answers. */
const defaultFlags = [
  '--control-plane=e2e',
  '--sweep-interval=2s',
  '--settle-time=1s',
  '--visibility-window=5s',
  '--aws-rate=unlimited',
  '--metrics-address=0',
];

/** Starts API server and stand-in, and installs CRDs, RBAC, admission policies and a ClusterProviderConfig. Call it from a `before` hook. */
export async function startEnvironment(context: Context, options: EnvironmentOptions = {}): Promise<Environment> {
  await neededHere(context, () => checkClusterNeeds(options.cluster));
  const started: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).toReversed()) await end();
  };
  try {
    return await assemble(options, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(options: EnvironmentOptions, started: (() => Promise<unknown>)[], stop: () => Promise<void>): Promise<Environment> {
  const keep = <T extends { stop(): Promise<unknown> }>(service: T): T => {
    started.push(() => service.stop());
    return service;
  };
  const cluster = keep(await startCluster(options.cluster));
  const cloud = keep(await startCloud(options.cloud));
  const kubectl = kubectlFor((await newestKubectl()).path, cluster.kubeconfig);
  await install(kubectl, cluster);
  await allow(kubectl, cloud.url, options.namespaces ?? []);
  const kubeProxy = keep(await startKubeProxy({ ...cluster, identity: await controllerIdentity(cluster, kubectl) }));
  const client = createHttpClient(await loadConnection({ kubeconfig: cluster.kubeconfig }));
  started.push(() => client.close());
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-e2e-'));
  started.push(async () => rmSync(folder, { recursive: true, force: true }));
  const logFile = join(folder, 'run.log');
  return {
    cluster,
    kubeProxy,
    cloud,
    kubectl,
    client,
    ...clientsFor(cloud.directUrl),
    startController: (flags = []) =>
      keep(startController({ kubeconfig: kubeProxy.kubeconfig, flags: mergeFlags(defaultFlags, options.flags ?? [], flags), logFile })),
    apply: async (...objects) => {
      await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    },
    read: (ref) => read(client, ref),
    waitFor: (refs, wanted = isReady, timeoutMs = 30_000) => waitForObjects(client, 'kind' in refs ? [refs] : refs, wanted, timeoutMs),
    kubernetesWrites: () => writesAmong(kubeProxy.records()),
    awsCalls: () => cloud.calls(),
    resetCounts: () => {
      kubeProxy.clear();
      cloud.resetCalls();
    },
    controllerLog: () => readFileSync(logFile, 'utf8'),
    stop,
  };
}

/** The provider configuration may be used, and Secrets may be read, in `default` and the given namespaces. */
async function allow(kubectl: RunKubectl, endpoint: string, others: readonly string[]): Promise<void> {
  for (const namespace of others) await kubectl(['create', 'namespace', namespace]);
  for (const namespace of ['evenkeel-system', 'default', ...others]) {
    const binding = ['create', 'rolebinding', 'evenkeel-secrets', '--clusterrole=evenkeel-secrets'];
    await kubectl([...binding, '--serviceaccount=evenkeel-system:evenkeel', `--namespace=${namespace}`]);
  }
  await kubectl(['apply', '-f', '-'], JSON.stringify(providerConfig(endpoint, ['default', ...others])));
}

/** A list's flags replace those of the same name in the lists before it. */
export function mergeFlags(...lists: readonly (readonly string[])[]): readonly string[] {
  const nameOf = (flag: string): string | undefined => flag.split('=', 1)[0];
  return lists.reduce((merged, list) => [...merged.filter((flag) => !list.some((later) => nameOf(later) === nameOf(flag))), ...list]);
}
