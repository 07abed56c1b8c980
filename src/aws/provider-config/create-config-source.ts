import { deepEqual } from '../../base/json.ts';
import type { ProviderConfigRef } from '../../engine/cloud.ts';
import { ProviderConfigError } from '../../engine/cloud.ts';
import type { Change, Informer } from '../../kubernetes/informer.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { keyOf } from '../../kubernetes/object.ts';
import type { ObjectWatches } from '../../kubernetes/object-watches.ts';
import type { ConfigName, ConfigSource, ResolvedConfig } from '../session/resolved-config.ts';
import { configKey } from '../session/resolved-config.ts';
import type { RequestHandler } from '../session/session-config.ts';
import { buildConfig } from './build-config.ts';
import { checkAllowed, checkNamespaced } from './check-tenancy.ts';
import type { ConfigSpec } from './config-object.ts';
import { configNameOf, specOf } from './config-object.ts';
import { readSecretKeys } from './read-secret-keys.ts';
import { SecretWatcher } from './secret-watcher.ts';
import type { ServiceAccountTokens } from './service-account-tokens.ts';

export interface ConfigSourceDeps {
  readonly configs: Informer;
  readonly clusterConfigs: Informer;
  /** Their labels are what `allowedNamespaces.selector` looks at. */
  readonly namespaces: Informer;
  readonly secrets: Pick<ObjectWatches, 'watch' | 'onChange'>;
  readonly tokens: ServiceAccountTokens;
  /** Carries the calls that fetch credentials, of all configs. */
  readonly requestHandler: () => RequestHandler;
  /** Namespaces whose ProviderConfigs may do what ClusterProviderConfigs may. */
  readonly trustedNamespaces: ReadonlySet<string>;
  /** A config, its Secret, or whom it allows, changed: what uses it has to look again. `gone`: it does not exist any more. */
  readonly onConfigChanged: (name: ConfigName, gone: boolean) => void;
}

/** Configs as Kubernetes holds them. */
export interface KubernetesConfigSource extends ConfigSource {
  /** The config itself, whoever may use it. Rejects with ProviderConfigError. */
  load(name: ConfigName, signal: AbortSignal): Promise<ResolvedConfig>;
  /** The Secret that a config names, as it was last seen; undefined where there is none or it was not looked at. */
  secretOf(name: ConfigName): KubernetesObject | undefined;
  /** Configs that name a Secret (`namespace/name`). */
  configsOf(secret: string): readonly ConfigName[];
}

/** Makes the source of provider configs. It hears of changes from now on; the informers and watches are run by who made them. */
export function createConfigSource(deps: ConfigSourceDeps): KubernetesConfigSource {
  return new WatchedConfigs(deps);
}

interface Built {
  /** Of the config and its Secret: what it was built from. */
  readonly version: string;
  readonly config: ResolvedConfig;
}

class WatchedConfigs implements KubernetesConfigSource {
  readonly #deps: ConfigSourceDeps;
  readonly #secrets: SecretWatcher;
  readonly #requestHandler: RequestHandler;
  readonly #built = new Map<string, Built>();
  readonly #names = new Map<string, ConfigName>();

  constructor(deps: ConfigSourceDeps) {
    this.#deps = deps;
    this.#secrets = new SecretWatcher(deps.secrets);
    this.#requestHandler = deps.requestHandler();
    for (const informer of [deps.configs, deps.clusterConfigs]) informer.onChange((change) => this.#configChanged(change));
    deps.namespaces.onChange((change) => this.#namespaceChanged(change));
    deps.secrets.onChange((change) => this.#secretChanged(change));
  }

  async resolve(ref: ProviderConfigRef, namespace: string, signal: AbortSignal): Promise<ResolvedConfig> {
    const name: ConfigName = ref.kind === 'ProviderConfig' ? { ...ref, namespace } : ref;
    const { object, spec } = await this.#find(name, signal);
    if (ref.kind === 'ClusterProviderConfig') checkAllowed(name, spec, namespace, await this.#labelsOf(spec, namespace, signal));
    return await this.#load(name, object, spec, signal);
  }

  async load(name: ConfigName, signal: AbortSignal): Promise<ResolvedConfig> {
    const { object, spec } = await this.#find(name, signal);
    return await this.#load(name, object, spec, signal);
  }

  secretOf(name: ConfigName): KubernetesObject | undefined {
    return this.#secrets.peek(configKey(name));
  }

  configsOf(secret: string): readonly ConfigName[] {
    const all = [this.#deps.configs, this.#deps.clusterConfigs].flatMap(({ store }) => store.list());
    return all.filter((object) => secretKeyOf(object) === secret).map(configNameOf);
  }

  async #find(name: ConfigName, signal: AbortSignal): Promise<{ readonly object: KubernetesObject; readonly spec: ConfigSpec }> {
    const informer = name.kind === 'ProviderConfig' ? this.#deps.configs : this.#deps.clusterConfigs;
    await informer.synced(signal);
    const object = informer.store.get(name.namespace === undefined ? name.name : `${name.namespace}/${name.name}`);
    if (object === undefined) throw new ProviderConfigError('ProviderConfigNotFound', `${name.kind} ${name.name} does not exist`, false);
    const spec = specOf(object);
    if (name.kind === 'ProviderConfig') checkNamespaced(name, spec, this.#deps.trustedNamespaces);
    return { object, spec };
  }

  /** Only where a selector asks for them: names are enough for most. */
  async #labelsOf(
    { allowedNamespaces }: ConfigSpec,
    namespace: string,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, string>> | undefined> {
    if (allowedNamespaces?.selector === undefined) return undefined;
    await this.#deps.namespaces.synced(signal);
    return this.#deps.namespaces.store.get(namespace)?.metadata.labels;
  }

  async #load(name: ConfigName, object: KubernetesObject, spec: ConfigSpec, signal: AbortSignal): Promise<ResolvedConfig> {
    const key = configKey(name);
    this.#names.set(key, name);
    const secret = await this.#secretOf(name, spec, signal);
    const version = versionOf(object, secret);
    const built = this.#built.get(key);
    if (built?.version === version) return built.config;
    const config = this.#build(name, spec, secret);
    this.#built.set(key, { version, config });
    return config;
  }

  #build(name: ConfigName, spec: ConfigSpec, secret: KubernetesObject | undefined): ResolvedConfig {
    const { source, secretRef } = spec.credentials;
    const keys = source === 'Secret' ? readSecretKeys(secret, secretRef?.key ?? '') : undefined;
    return buildConfig(name, spec, { keys, tokens: this.#deps.tokens, requestHandler: this.#requestHandler });
  }

  async #secretOf(name: ConfigName, { credentials }: ConfigSpec, signal: AbortSignal): Promise<KubernetesObject | undefined> {
    const { source, secretRef } = credentials;
    if (source !== 'Secret' || secretRef === undefined) {
      this.#secrets.release(configKey(name));
      return undefined;
    }
    // The namespaced kind has the Secret's namespace from where it lies itself, whatever is written in it.
    const namespace = name.kind === 'ProviderConfig' ? name.namespace : secretRef.namespace;
    if (namespace === undefined)
      throw new ProviderConfigError('ProviderConfigInvalid', 'spec.credentials.secretRef.namespace is missing', false);
    return await this.#secrets.read(configKey(name), { namespace, name: secretRef.name }, signal);
  }

  #configChanged(change: Change): void {
    const object = change.new ?? change.old;
    if (object === undefined) return;
    const { generation, uid } = change.old?.metadata ?? {};
    // Our own status writes move neither.
    if (
      change.new !== undefined &&
      change.old !== undefined &&
      generation === change.new.metadata.generation &&
      uid === change.new.metadata.uid
    )
      return;
    const name = configNameOf(object);
    if (change.new === undefined) this.#forget(configKey(name));
    this.#deps.onConfigChanged(name, change.new === undefined);
  }

  #secretChanged({ old: before, new: after }: Change): void {
    const object = after ?? before;
    // Our own finalizer and annotation on it change no credentials.
    if (object === undefined || deepEqual(before?.['data'], after?.['data'])) return;
    for (const name of this.#secrets.usersOf(keyOf(object)).flatMap((key) => this.#names.get(key) ?? []))
      this.#deps.onConfigChanged(name, false);
  }

  /** Labels decide only where a config has a selector. */
  #namespaceChanged({ old: before, new: after }: Change): void {
    if (JSON.stringify(before?.metadata.labels) === JSON.stringify(after?.metadata.labels)) return;
    for (const object of this.#deps.clusterConfigs.store.list()) {
      const spec = object['spec'] as Partial<ConfigSpec> | undefined;
      if (spec?.allowedNamespaces?.selector !== undefined) this.#deps.onConfigChanged(configNameOf(object), false);
    }
  }

  #forget(key: string): void {
    this.#secrets.release(key);
    this.#built.delete(key);
    this.#names.delete(key);
  }
}

/** Moves when the spec or the Secret does; our own status writes don't move it. */
function versionOf({ metadata }: KubernetesObject, secret: KubernetesObject | undefined): string {
  const { uid, generation, resourceVersion } = metadata;
  return [uid, generation ?? resourceVersion, secret?.metadata.uid, secret?.metadata.resourceVersion].join('/');
}

/** `namespace/name` of the Secret that a config names. */
function secretKeyOf(object: KubernetesObject): string | undefined {
  const ref = (object['spec'] as Partial<ConfigSpec> | undefined)?.credentials?.secretRef;
  if (ref === undefined) return undefined;
  return `${(object.kind === 'ProviderConfig' ? object.metadata.namespace : ref.namespace) ?? ''}/${ref.name}`;
}
