import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CallBudgets } from '../../../../src/aws/budget/call-budgets.ts';
import { clusterProviderConfigType, providerConfigType } from '../../../../src/aws/provider-config/config-object.ts';
import type { ConfigShare } from '../../../../src/aws/provider-config/config-share.ts';
import type { ProviderConfigs } from '../../../../src/aws/provider-config/create-provider-configs.ts';
import { createProviderConfigs } from '../../../../src/aws/provider-config/create-provider-configs.ts';
import type { AwsProvider } from '../../../../src/aws/session/create-aws-provider.ts';
import { createAwsProvider } from '../../../../src/aws/session/create-aws-provider.ts';
import type { ConfigName } from '../../../../src/aws/session/resolved-config.ts';
import { configKey } from '../../../../src/aws/session/resolved-config.ts';
import type { CloudAccess, ObjectKey } from '../../../../src/engine/cloud.ts';
import { ProviderConfigError } from '../../../../src/engine/cloud.ts';
import type { KubernetesObject, ResourceType } from '../../../../src/kubernetes/object.ts';
import { createObjectWatches } from '../../../../src/kubernetes/object-watches.ts';
import { FakeAws } from '../../../support/fake-aws.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeKubernetes } from '../../../support/fake-kubernetes.ts';
import { recordingLogger } from '../../../support/recording-logger.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

export const secretType: ResourceType = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true };
const namespaceType: ResourceType = { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };

export const ini = '[default]\naws_access_key_id = AKIATEST\naws_secret_access_key = canary-secret\n';

/** Provider configs over a Kubernetes API in memory, their own or that of those `beside` them, and an AWS over HTTP. */
export class ConfigBench {
  readonly aws = new FakeAws();
  readonly kubernetes: FakeKubernetes;
  readonly clock = new FakeClock();
  readonly logger = recordingLogger();
  readonly changed: string[] = [];
  readonly stop = new AbortController();
  readonly configs: ProviderConfigs;
  readonly provider: AwsProvider;
  users: (name: ConfigName) => readonly ObjectKey[] = () => [];
  mayCall = true;
  #running: Promise<unknown> = Promise.resolve();

  constructor(trustedNamespaces: readonly string[] = [], share?: ConfigShare, beside?: ConfigBench) {
    this.kubernetes = beside?.kubernetes ?? new FakeKubernetes();
    const { clock, logger, kubernetes: client } = this;
    const random = seededRandom(5);
    const secretWatches = createObjectWatches({ client, type: secretType, clock, random, logger });
    const requestHandler = (): NodeHttpHandler =>
      new NodeHttpHandler({ connectionTimeout: 500, requestTimeout: 500, throwOnRequestTimeout: true });
    this.configs = createProviderConfigs({
      client,
      clock,
      random,
      logger,
      requestHandler,
      secretWatches,
      trustedNamespaces,
      users: (name) => this.users(name),
      usersKnown: () => Promise.resolve(),
      onChanged: (name) => this.changed.push(configKey(name)),
      mayCall: () => this.mayCall,
      ...(share === undefined ? {} : { share }),
    });
    this.provider = createAwsProvider({
      clock,
      random,
      logger,
      requestHandler,
      controlPlane: 'test',
      configs: this.configs,
      budgets: new CallBudgets(clock, 'published'),
      settings: { sweepIntervalMs: 60_000, deepIntervalMs: 3_600_000, coalesceMs: 50 },
      breathe: () => Promise.resolve(),
      wake: () => undefined,
      onListing: (report) => this.configs.listed(report),
      onCall: () => undefined,
    });
    this.#start = () => {
      this.#running = Promise.all([
        secretWatches.run(this.stop.signal),
        this.configs.watch(this.stop.signal),
        this.configs.work(this.stop.signal, this.provider),
      ]);
    };
  }

  readonly #start: () => void;

  async start(): Promise<this> {
    await this.aws.start();
    for (const name of ['team-a', 'team-b', 'evenkeel-system']) this.putNamespace(name);
    this.#start();
    await this.configs.synced(this.stop.signal);
    return this;
  }

  async end(): Promise<void> {
    this.stop.abort(new Error('test is over'));
    await this.provider.close();
    await this.#running;
    await this.aws.stop();
  }

  putNamespace(name: string, labels: Readonly<Record<string, string>> = {}): void {
    this.kubernetes.put(namespaceType, { metadata: { name, labels } });
  }

  putSecret(namespace: string, name: string, text: string): void {
    this.kubernetes.put(secretType, { metadata: { namespace, name }, data: { credentials: Buffer.from(text).toString('base64') } });
  }

  /** A ClusterProviderConfig `default` that takes keys from the system namespace. */
  putCluster(spec: object = {}, name = 'default'): void {
    const credentials = { source: 'Secret', secretRef: { namespace: 'evenkeel-system', name: 'aws', key: 'credentials' } };
    const endpoint = { url: { type: 'Static', static: this.aws.url } };
    this.kubernetes.put(clusterProviderConfigType, { metadata: { name }, spec: { credentials, endpoint, ...spec } });
  }

  /** A ProviderConfig `main` that takes keys from its own namespace. */
  putNamespaced(namespace: string, spec: object = {}): void {
    const credentials = { source: 'Secret', secretRef: { name: 'aws', key: 'credentials' } };
    this.kubernetes.put(providerConfigType, { metadata: { namespace, name: 'main' }, spec: { credentials, ...spec } });
  }

  async access(namespace: string, kind: ConfigName['kind'] = 'ClusterProviderConfig'): Promise<CloudAccess> {
    await this.clock.settle();
    const name = kind === 'ProviderConfig' ? 'main' : 'default';
    return await this.provider.access({ kind, name }, namespace, 'eu-central-1', this.stop.signal);
  }

  async refusal(namespace: string, kind: ConfigName['kind'] = 'ClusterProviderConfig'): Promise<ProviderConfigError> {
    const error: unknown = await this.access(namespace, kind).then(
      () => new Error('access was given'),
      (reason: unknown) => reason,
    );
    if (error instanceof ProviderConfigError) return error;
    throw error;
  }

  cluster(name = 'default'): KubernetesObject | undefined {
    return this.kubernetes.peek(clusterProviderConfigType, name);
  }
}
