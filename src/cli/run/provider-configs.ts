import type { AwsProvider } from '../../aws/session/create-aws-provider.ts';
import type { SessionListingReport } from '../../aws/session/aws-provider-deps.ts';
import type { ConfigName } from '../../aws/session/resolved-config.ts';
import { createConfigSource, type KubernetesConfigSource } from '../../aws/provider-config/create-config-source.ts';
import { TaskGroup } from '../../base/task-group.ts';
import type { ObjectKey } from '../../engine/cloud.ts';
import { createInformer } from '../../kubernetes/create-informer.ts';
import type { Informer } from '../../kubernetes/informer.ts';
import type { ObjectWatches } from '../../kubernetes/object-watches.ts';
import type { ResourceType } from '../../kubernetes/object.ts';
import type { RuntimeDeps } from './runtime-deps.ts';

const group = 'aws.evenkeel.dev';
const version = 'v1beta1';
const configType: ResourceType = { group, version, kind: 'ProviderConfig', plural: 'providerconfigs', namespaced: true };
const clusterConfigType: ResourceType = { group, version, kind: 'ClusterProviderConfig', plural: 'clusterproviderconfigs', namespaced: false };
const namespaceType: ResourceType = { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };

export interface ProviderConfigsDeps extends RuntimeDeps {
  readonly secretWatches: ObjectWatches;
  readonly trustedNamespaces: readonly string[];
  readonly users: (name: ConfigName) => readonly ObjectKey[];
  readonly onChanged: (name: ConfigName) => void;
}

/** Provider configs as the cluster holds them: the source that sessions are made from, and the controller of their status. */
export class ProviderConfigs {
  readonly source: KubernetesConfigSource;
  readonly #deps: ProviderConfigsDeps;
  readonly #informers: { readonly configs: Informer; readonly clusterConfigs: Informer; readonly namespaces: Informer };

  constructor(deps: ProviderConfigsDeps) {
    this.#deps = deps;
    const informer = (type: ResourceType): Informer => createInformer({ ...deps, type });
    this.#informers = { configs: informer(configType), clusterConfigs: informer(clusterConfigType), namespaces: informer(namespaceType) };
    this.source = createConfigSource({
      ...this.#informers,
      secrets: deps.secretWatches,
      tokens: { request: () => Promise.reject(new Error('not wired')) },
      requestHandler: deps.requestHandler,
      trustedNamespaces: new Set(deps.trustedNamespaces),
      onConfigChanged: (name) => deps.onChanged(name),
    });
  }

  async synced(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#informers.configs.synced(signal), this.#informers.clusterConfigs.synced(signal)]);
  }

  /** Shows a failed listing on the configs whose session it is of. */
  listed(_report: SessionListingReport): void {}

  async run(signal: AbortSignal, _provider: AwsProvider): Promise<void> {
    const tasks = new TaskGroup(this.#deps.logger);
    for (const informer of Object.values(this.#informers)) tasks.start(`informer of ${informer.type.plural}`, () => informer.run(signal));
    await tasks.settled();
  }
}
