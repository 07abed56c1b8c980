import { isObject } from '../../base/json.ts';
import { ProviderConfigError } from '../../engine/cloud.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { StaticKeys } from './parse-ini.ts';
import { IniError, parseIni } from './parse-ini.ts';

/** The keys in one entry of a Secret. Messages name neither the Secret's namespace nor any value. Throws ProviderConfigError. */
export function readSecretKeys(secret: KubernetesObject | undefined, key: string): StaticKeys {
  if (secret === undefined) throw refusal('CredentialsNotFound', 'the Secret that spec.credentials.secretRef names does not exist');
  const { data } = secret;
  const encoded = isObject(data) ? data[key] : undefined;
  if (typeof encoded !== 'string') {
    throw refusal('CredentialsNotFound', `the Secret that spec.credentials.secretRef names has no key "${key}"`);
  }
  try {
    return parseIni(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch (error) {
    if (!(error instanceof IniError)) throw error;
    throw refusal('CredentialsInvalid', `key "${key}" of the Secret that spec.credentials.secretRef names can't be used: ${error.message}`);
  }
}

function refusal(reason: string, message: string): ProviderConfigError {
  return new ProviderConfigError(reason, message, false);
}
