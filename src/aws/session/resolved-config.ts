import type { ProviderConfigRef } from '../../engine/cloud.ts';
import type { SessionConfig } from './session-config.ts';

/** A provider config by kind, namespace (of the namespaced kind) and name. */
export interface ConfigName extends ProviderConfigRef {
  readonly namespace?: string | undefined;
}

/** One string for a config: `ProviderConfig/team-a/main`. */
export function configKey({ kind, namespace = '', name }: ConfigName): string {
  return `${kind}/${namespace}/${name}`;
}

/** A provider config with its credentials at hand. */
export interface ResolvedConfig {
  readonly name: ConfigName;
  readonly session: SessionConfig;
  /** Where the identity is checked, and objects without a Region live. */
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
  readonly ignoresTag: (key: string) => boolean;
}

/** Turns references into configs. */
export interface ConfigSource {
  /** The config, for an object of `namespace`. Rejects with ProviderConfigError; reads nothing in AWS. */
  resolve(ref: ProviderConfigRef, namespace: string, signal: AbortSignal): Promise<ResolvedConfig>;
}
