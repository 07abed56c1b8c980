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
import type { ConfigFindings, ConfigStatus } from './config-status.ts';
import { configStatus } from './config-status.ts';
import type { KubernetesConfigSource } from './create-config-source.ts';
import type { ConfigShare } from './config-share.ts';
import { isShared, knowsAllUsers } from './config-share.ts';
import type { Hold, HoldNames } from './hold-patch.ts';
import { holdNames, holdPatch } from './hold-patch.ts';
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
  readonly share: ConfigShare;
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
  /** Configs of which this process has reported a listing that fails. */
  readonly #failing = new Set<string>();
  readonly #names: HoldNames;

  constructor(deps: ProviderConfigControllerDeps) {
    this.#deps = deps;
    this.#names = holdNames(deps.share.holder);
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
      if (this.#deps.mayWrite()) await this.#reconcile(key, signal);
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

  async #reconcile(key: string, signal: AbortSignal): Promise<void> {
    const known = this.#find(key);
    if (known === undefined || !isShared(this.#deps.share, configNameOf(known))) return;
    const name = configNameOf(known);
    const identity = await this.#identify(name, signal);
    signal.throwIfAborted();
    // AWS has taken its time: what was written meanwhile counts.
    const object = this.#find(key);
    if (object === undefined) return;
    const users = this.#deps.users(name);
    const isLeaving = object.metadata.deletionTimestamp !== undefined && users.length === 0;
    const reported = isLeaving ? object : await this.#report(name, object, { identity, users: users.length });
    this.#noteRecovery(name, identity);
    const secret = await this.#holdSecret(name);
    const heldSecret = users.length === 0 ? undefined : secret;
    await this.#letGo(reported, heldSecret);
    await this.#hold(typeOf(name), reported, { names: this.#names, users, heldSecret });
  }

  async #identify(name: ConfigName, signal: AbortSignal): Promise<CallerIdentity | ProviderConfigError> {
    try {
      return await this.#deps.identify(await this.#deps.source.load(name, signal));
    } catch (error) {
      if (error instanceof ProviderConfigError) return error;
      throw error;
    }
  }

  /** The Secret is held by the objects of all configs that name it. Gives the one that this config names (`namespace/name`). */
  async #holdSecret(name: ConfigName): Promise<string | undefined> {
    const { source, secrets } = this.#deps;
    const secret = source.secretOf(name);
    if (secret === undefined) return undefined;
    secrets.observe(await this.#hold(secretType, secret, this.#holdOf(secret)));
    const isNamed = source.configsOf(keyOf(secret)).some((config) => configKey(config) === configKey(name));
    return isNamed ? keyOf(secret) : undefined;
  }

  #holdOf(secret: KubernetesObject): Hold {
    const configs = this.#deps.source.configsOf(keyOf(secret)).filter((config) => isShared(this.#deps.share, config));
    return { names: this.#names, users: configs.flatMap((config) => this.#deps.users(config)) };
  }

  /** The Secret that was held for the config before it named another. */
  async #letGo({ metadata }: KubernetesObject, heldSecret: string | undefined): Promise<void> {
    const before = metadata.annotations?.[this.#names.heldSecret];
    if (before === undefined || before === heldSecret) return;
    const [namespace, name = ''] = before.split('/');
    try {
      const secret = await this.#deps.client.get(secretType, { namespace, name });
      await this.#hold(secretType, secret, this.#holdOf(secret));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  /** Finalizer and annotations, by merge patch with uid and resourceVersion, if they have to change. */
  async #hold(type: ResourceType, object: KubernetesObject, hold: Hold): Promise<KubernetesObject> {
    const patch = holdPatch(object.metadata, hold);
    if (patch === undefined) return object;
    const { namespace, name, uid, resourceVersion } = object.metadata;
    const body = { metadata: { ...patch, uid, resourceVersion } };
    const written = await this.#deps.client.patch(type, { namespace, name }, body, { kind: 'merge', fieldManager });
    this.#observe(written);
    return written;
  }

  async #report(
    name: ConfigName,
    object: KubernetesObject,
    found: { readonly identity: CallerIdentity | ProviderConfigError; readonly users: number },
  ): Promise<KubernetesObject> {
    const before = (object['status'] ?? {}) as Partial<ConfigStatus>;
    const status = configStatus((before.conditions ?? []) as readonly Condition[], {
      identity: found.identity,
      generation: object.metadata.generation ?? 0,
      ...this.#listings(name),
      users: knowsAllUsers(this.#deps.share, name) ? found.users : undefined,
      now: this.#deps.clock.now(),
    });
    if (deepEqual(before, status)) return object;
    const type = typeOf(name);
    const { namespace, uid, resourceVersion } = object.metadata;
    // Conditions rest on those that were there, which another process may have written to since.
    const metadata = { namespace, name: name.name, uid, resourceVersion };
    const body = { apiVersion: apiVersionOf(type), kind: type.kind, metadata, status };
    const options = { kind: 'apply', subresource: 'status', fieldManager: statusManager, force: true } as const;
    const written = await this.#deps.client.patch(type, { namespace, name: name.name }, body, options);
    this.#observe(written);
    return written;
  }

  /** That a failure is over is said by who reported it: what another process can't list, this one may not even try. */
  #listings(name: ConfigName): Pick<ConfigFindings, 'failures' | 'mayClear'> {
    const { share, failures } = this.#deps;
    const key = configKey(name);
    const present = failures.of(key);
    if (present.length > 0) this.#failing.add(key);
    return { failures: present, mayClear: knowsAllUsers(share, name) || this.#failing.has(key) };
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
