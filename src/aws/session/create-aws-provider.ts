import type { CloudAccess, CloudProvider, ProviderConfigRef } from '../../engine/cloud.ts';
import type { AwsProviderDeps } from './aws-provider-deps.ts';
import type { CallerIdentity } from './caller-identity.ts';
import type { ConfigName, ResolvedConfig } from './resolved-config.ts';
import { SessionPool } from './session-pool.ts';

/** The AWS provider as the engine and the composition root know it. */
export interface AwsProvider extends CloudProvider {
  /** Whom AWS takes a config's credentials for, in the config's own Region. Rejects with ProviderConfigError. */
  identify(config: ResolvedConfig): Promise<CallerIdentity>;
  /** The config does not exist any more. */
  dropConfig(name: ConfigName): void;
  /** Ends all informers at once; resolves when the calls in flight are through and connections are closed. */
  close(): Promise<void>;
}

/** Makes the provider; it calls nothing before it is asked for access. */
export function createAwsProvider(deps: AwsProviderDeps): AwsProvider {
  const pool = new SessionPool(deps);
  return {
    access: (ref, namespace, region, signal) => access(deps, pool, { ref, namespace, region, signal }),
    identify: async (config) => (await pool.get(config, config.region)).identity,
    dropConfig: (name) => pool.drop(name),
    close: () => pool.close(),
  };
}

interface Wish {
  readonly ref: ProviderConfigRef;
  readonly namespace: string;
  readonly region: string;
  readonly signal: AbortSignal;
}

async function access({ configs }: AwsProviderDeps, pool: SessionPool, { ref, namespace, region, signal }: Wish): Promise<CloudAccess> {
  const config = await configs.resolve(ref, namespace, signal);
  signal.throwIfAborted();
  const { session } = await pool.get(config, region === '' ? config.region : region);
  return { session, defaultTags: config.defaultTags, ignoresTag: config.ignoresTag };
}
