import type { Clock } from '../../base/clock.ts';
import { sleep } from '../../base/clock.ts';
import { deepEqual } from '../../base/json.ts';
import type { Logger } from '../../base/logger.ts';
import type { ObjectKey } from '../../engine/cloud.ts';
import { ProviderConfigError } from '../../engine/cloud.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { Condition } from '../../kubernetes/condition.ts';
import type { Informer } from '../../kubernetes/informer.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import { apiVersionOf, keyOf } from '../../kubernetes/object.ts';
import type { ObjectWatches } from '../../kubernetes/object-watches.ts';
import type { WorkQueue } from '../../kubernetes/work-queue.ts';
import type { CallerIdentity } from '../session/caller-identity.ts';
import type { ConfigName, ResolvedConfig } from '../session/resolved-config.ts';
import { configKey } from '../session/resolved-config.ts';
import { clusterProviderConfigType, configNameOf, providerConfigType } from './config-object.ts';
import type { ConfigStatus } from './config-status.ts';
import { configStatus } from './config-status.ts';
import type { KubernetesConfigSource } from './create-config-source.ts';
import { inUsePatch } from './in-use.ts';
import type { ListingFailures } from './listing-failures.ts';

export interface ProviderConfigControllerDeps {
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly queue: WorkQueue;
  readonly configs: Informer;
  readonly clusterConfigs: Informer;
  readonly secrets: Pick<ObjectWatches, 'observe'>;
  readonly source: KubernetesConfigSource;
  readonly failures: ListingFailures;
  /** Whom AWS takes a config's credentials for. Rejects with ProviderConfigError. */
  readonly identify: (config: ResolvedConfig) => Promise<CallerIdentity>;
  readonly users: (name: ConfigName) => readonly ObjectKey[];
  /** False on a standby: it looks, and writes nothing. */
  readonly mayWrite: () => boolean;
  /** A config that could not be used can be used now. */
  readonly onRecovered: (name: ConfigName) => void;
}

/** Users come and go without telling: all configs are looked at again after this (ms), which costs nothing if nothing changed. */
const roundMs = 10_000;
const statusManager = 'evenkeel-status';
const fieldManager = 'evenkeel';
const secretType: ResourceType = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true };

/** Keeps the status of provider configs true, and holds them and their Secrets while they are used. */
export class ProviderConfigController {
  readonly #deps: ProviderConfigControllerDeps;
  /** Configs that could not be used when they were looked at last. */
  readonly #broken = new Set<string>();

  constructor(deps: ProviderConfigControllerDeps) {
    this.#deps = deps;
  }

  /** Works until the signal aborts; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const rounds = this.#rounds(signal);
    for (let key = await this.#deps.queue.take(signal); key !== undefined; key = await this.#deps.queue.take(signal)) {
      await this.#pass(key, signal);
    }
    await rounds;
    this.#deps.queue.shutDown();
  }

  async #rounds(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const { store } of [this.#deps.configs, this.#deps.clusterConfigs]) {
        for (const object of store.list()) this.#deps.queue.add(configKey(configNameOf(object)), { priority: 'sweep' });
      }
      await sleep(this.#deps.clock, roundMs, signal).catch(() => undefined);
    }
  }

  async #pass(key: string, signal: AbortSignal): Promise<void> {
    const { queue, logger } = this.#deps;
    try {
      const object = this.#find(key);
      if (object !== undefined && this.#deps.mayWrite()) await this.#reconcile(object, signal);
      queue.forget(key);
    } catch (error) {
      if (signal.aborted) return;
      if (!isNotFound(error)) {
        queue.addRateLimited(key);
        logger.warn(
          { config: key, error: error instanceof Error ? error.message : String(error) },
          'a provider config could not be brought up to date',
        );
      }
    } finally {
      queue.done(key);
    }
  }

  #find(key: string): KubernetesObject | undefined {
    const [kind, namespace, name = ''] = key.split('/');
    return kind === 'ProviderConfig'
      ? this.#deps.configs.store.get(`${namespace ?? ''}/${name}`)
      : this.#deps.clusterConfigs.store.get(name);
  }

  async #reconcile(object: KubernetesObject, signal: AbortSignal): Promise<void> {
    const name = configNameOf(object);
    const users = this.#deps.users(name);
    const identity = await this.#identify(name, signal);
    signal.throwIfAborted();
    await this.#holdSecret(name);
    const held = await this.#hold(typeOf(name), object, users);
    if (held.metadata.deletionTimestamp !== undefined && users.length === 0) return;
    await this.#report(name, held, { identity, users: users.length });
    this.#noteRecovery(name, identity);
  }

  async #identify(name: ConfigName, signal: AbortSignal): Promise<CallerIdentity | ProviderConfigError> {
    try {
      return await this.#deps.identify(await this.#deps.source.load(name, signal));
    } catch (error) {
      if (error instanceof ProviderConfigError) return error;
      throw error;
    }
  }

  /** The Secret is held by the objects of all configs that name it. */
  async #holdSecret(name: ConfigName): Promise<void> {
    const secret = this.#deps.source.secretOf(name);
    if (secret === undefined) return;
    const users = this.#deps.source.configsOf(keyOf(secret)).flatMap((config) => this.#deps.users(config));
    this.#deps.secrets.observe(await this.#hold(secretType, secret, users));
  }

  /** Finalizer and annotation, by merge patch with uid and resourceVersion, if they have to change. */
  async #hold(type: ResourceType, object: KubernetesObject, users: readonly ObjectKey[]): Promise<KubernetesObject> {
    const patch = inUsePatch(object.metadata, users);
    if (patch === undefined) return object;
    const { namespace, name, uid, resourceVersion } = object.metadata;
    const written = await this.#deps.client.patch(
      type,
      { namespace, name },
      { metadata: { ...patch, uid, resourceVersion } },
      { kind: 'merge', fieldManager },
    );
    this.#observe(written);
    return written;
  }

  async #report(
    name: ConfigName,
    object: KubernetesObject,
    found: { readonly identity: CallerIdentity | ProviderConfigError; readonly users: number },
  ): Promise<void> {
    const before = (object['status'] ?? {}) as Partial<ConfigStatus>;
    const status = configStatus((before.conditions ?? []) as readonly Condition[], {
      ...found,
      generation: object.metadata.generation ?? 0,
      failures: this.#deps.failures.of(configKey(name)),
      now: this.#deps.clock.now(),
    });
    if (deepEqual(before, status)) return;
    const type = typeOf(name);
    const { namespace, uid } = object.metadata;
    const body = { apiVersion: apiVersionOf(type), kind: type.kind, metadata: { namespace, name: name.name, uid }, status };
    const options = { kind: 'apply', subresource: 'status', fieldManager: statusManager, force: true } as const;
    this.#observe(await this.#deps.client.patch(type, { namespace, name: name.name }, body, options));
  }

  #observe(object: KubernetesObject): void {
    if (object.kind === 'ProviderConfig') this.#deps.configs.observe(object);
    if (object.kind === 'ClusterProviderConfig') this.#deps.clusterConfigs.observe(object);
  }

  #noteRecovery(name: ConfigName, identity: CallerIdentity | ProviderConfigError): void {
    const key = configKey(name);
    if (identity instanceof Error) this.#broken.add(key);
    else if (this.#broken.delete(key)) this.#deps.onRecovered(name);
  }
}

function typeOf({ kind }: ConfigName): ResourceType {
  return kind === 'ProviderConfig' ? providerConfigType : clusterProviderConfigType;
}
