import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import { TaskGroup } from '../../base/task-group.ts';
import type { ObjectKey } from '../../engine/cloud.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import { createInformer } from '../../kubernetes/create-informer.ts';
import { createWorkQueue } from '../../kubernetes/create-work-queue.ts';
import type { Informer } from '../../kubernetes/informer.ts';
import type { ResourceType } from '../../kubernetes/object.ts';
import type { ObjectWatches } from '../../kubernetes/object-watches.ts';
import type { SessionListingReport } from '../session/aws-provider-deps.ts';
import type { AwsProvider } from '../session/create-aws-provider.ts';
import type { ConfigName } from '../session/resolved-config.ts';
import { configKey } from '../session/resolved-config.ts';
import type { RequestHandler } from '../session/session-config.ts';
import { clusterProviderConfigType, providerConfigType } from './config-object.ts';
import type { ConfigShare } from './config-share.ts';
import { wholeShare } from './config-share.ts';
import type { KubernetesConfigSource } from './create-config-source.ts';
import { createConfigSource } from './create-config-source.ts';
import { createServiceAccountTokens } from './create-service-account-tokens.ts';
import { ListingFailures } from './listing-failures.ts';
import { ProviderConfigController } from './provider-config-controller.ts';

const namespaceType: ResourceType = { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };

export interface ProviderConfigsDeps {
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly requestHandler: () => RequestHandler;
  /** Run by the caller; shared with others who read Secrets. */
  readonly secretWatches: ObjectWatches;
  /** Namespaces whose ProviderConfigs may do what ClusterProviderConfigs may. */
  readonly trustedNamespaces: ReadonlySet<string> | readonly string[];
  /** Objects that use a config. */
  readonly users: (name: ConfigName) => readonly ObjectKey[];
  /** Resolves when `users` knows all objects: before that, nothing is said about who uses a config, and nothing let go. */
  readonly usersKnown: (signal: AbortSignal) => Promise<void>;
  /** A config, its Secret or whom it allows changed, or it works again: what uses it has to look again. */
  readonly onChanged: (name: ConfigName) => void;
  /** False: nothing is written. */
  readonly mayCall: () => boolean;
  /** Absent: all objects are this process's. */
  readonly share?: ConfigShare;
}

/** Provider configs: where sessions get their credentials, and a controller that says on each whether they are good. */
export interface ProviderConfigs extends KubernetesConfigSource {
  synced(signal: AbortSignal): Promise<void>;
  /** How a listing went; failures show on the configs whose session it was. */
  listed(report: SessionListingReport): void;
  /** Keeps what is known of configs current until the signal aborts, in a standby too; never rejects. */
  watch(signal: AbortSignal): Promise<void>;
  /** Keeps their status true until the signal aborts; never rejects. */
  work(signal: AbortSignal, provider: Pick<AwsProvider, 'identify' | 'dropConfig'>): Promise<void>;
}

/** Makes them; nothing is watched before `watch`. */
export function createProviderConfigs(deps: ProviderConfigsDeps): ProviderConfigs {
  return new RunningConfigs(deps);
}

class RunningConfigs implements ProviderConfigs {
  readonly #deps: ProviderConfigsDeps;
  readonly #configs: Informer;
  readonly #clusterConfigs: Informer;
  readonly #namespaces: Informer;
  readonly #source: KubernetesConfigSource;
  readonly #failures = new ListingFailures();
  readonly #queue;
  #dropConfig: (name: ConfigName) => void = () => undefined;

  constructor(deps: ProviderConfigsDeps) {
    this.#deps = deps;
    this.#queue = createWorkQueue({ clock: deps.clock, random: deps.random });
    this.#configs = createInformer({ ...deps, type: providerConfigType });
    this.#clusterConfigs = createInformer({ ...deps, type: clusterProviderConfigType });
    this.#namespaces = createInformer({ ...deps, type: namespaceType });
    this.#source = createConfigSource({
      configs: this.#configs,
      clusterConfigs: this.#clusterConfigs,
      namespaces: this.#namespaces,
      secrets: deps.secretWatches,
      tokens: createServiceAccountTokens(deps.client),
      requestHandler: deps.requestHandler,
      trustedNamespaces: new Set(deps.trustedNamespaces),
      onConfigChanged: (name, gone) => this.#changed(name, gone),
    });
  }

  resolve: KubernetesConfigSource['resolve'] = (ref, namespace, signal) => this.#source.resolve(ref, namespace, signal);
  load: KubernetesConfigSource['load'] = (name, signal) => this.#source.load(name, signal);
  secretOf: KubernetesConfigSource['secretOf'] = (name) => this.#source.secretOf(name);
  configsOf: KubernetesConfigSource['configsOf'] = (secret) => this.#source.configsOf(secret);

  async synced(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#configs.synced(signal), this.#clusterConfigs.synced(signal)]);
  }

  listed(report: SessionListingReport): void {
    for (const key of this.#failures.take(report)) this.#queue.add(key);
  }

  async watch(signal: AbortSignal): Promise<void> {
    const tasks = new TaskGroup(this.#deps.logger);
    for (const informer of [this.#configs, this.#clusterConfigs, this.#namespaces]) {
      tasks.start(`informer of ${informer.type.plural}`, () => informer.run(signal));
    }
    await tasks.settled();
  }

  async work(signal: AbortSignal, provider: Pick<AwsProvider, 'identify' | 'dropConfig'>): Promise<void> {
    this.#dropConfig = (name) => provider.dropConfig(name);
    const tasks = new TaskGroup(this.#deps.logger);
    tasks.start('provider config controller', () => this.#control(signal, provider));
    await tasks.settled();
  }

  async #control(signal: AbortSignal, provider: Pick<AwsProvider, 'identify'>): Promise<void> {
    try {
      await this.#deps.usersKnown(signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    await this.#controller(provider).run(signal);
  }

  #controller(provider: Pick<AwsProvider, 'identify'>): ProviderConfigController {
    return new ProviderConfigController({
      ...this.#deps,
      queue: this.#queue,
      configs: this.#configs,
      clusterConfigs: this.#clusterConfigs,
      secrets: this.#deps.secretWatches,
      source: this.#source,
      failures: this.#failures,
      identify: (config) => provider.identify(config),
      share: this.#deps.share ?? wholeShare,
      mayWrite: this.#deps.mayCall,
      onRecovered: this.#deps.onChanged,
    });
  }

  #changed(name: ConfigName, gone: boolean): void {
    if (gone) {
      this.#dropConfig(name);
      this.#failures.drop(configKey(name));
    } else {
      this.#queue.add(configKey(name), { priority: 'edit' });
    }
    this.#deps.onChanged(name);
  }
}
