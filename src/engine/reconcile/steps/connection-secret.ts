import { deepEqual } from '../../../base/json.ts';
import type { Secret } from '../../../base/secret.ts';
import { isConflict } from '../../../kubernetes/api-error.ts';
import type { StoredSecret } from '../../secrets/secret-store.ts';
import { Terminal, Waiting } from '../halt.ts';
import { isApplied, settled, type Pass } from '../pass.ts';
import { secretsOf } from './secrets.ts';

/** Keeps the Secret of writeConnectionSecretToRef as AWS and spec have it. Writes only a Secret that this object made. */
export async function writeConnectionSecret(pass: Pass): Promise<void> {
  const { kind, managed, observed, engine } = pass;
  if (managed.connectionSecret === undefined || kind.connection === undefined || observed === undefined) return;
  const { context } = settled(pass);
  const values = kind.connection(observed, { ...context, secrets: await knownSecrets(pass) });
  if (Object.keys(values).length === 0) return;
  const stored = await engine.secrets.read(managed.key, managed.connectionSecret, pass.signal);
  if (stored !== undefined && stored.ownerUid !== managed.uid) {
    const message = `Secret ${managed.connectionSecret} was not made by this object: name another one in writeConnectionSecretToRef, or delete it`;
    throw new Terminal('SecretNotOurs', message);
  }
  if (stored !== undefined && !differs(stored, values)) return;
  if (!(await engine.namespaceTerminating(managed.key.namespace))) await write(pass, stored, values);
}

async function knownSecrets(pass: Pass): Promise<Readonly<Record<string, Secret>>> {
  try {
    return (await secretsOf(pass, settled(pass).context.desired)).values;
  } catch (error) {
    if (error instanceof Waiting && isApplied(pass.managed)) return {};
    throw error;
  }
}

function differs(stored: StoredSecret, values: Readonly<Record<string, Secret>>): boolean {
  return Object.entries(values).some(([key, value]) => !deepEqual(stored.values[key]?.reveal(), value.reveal()));
}

async function write(pass: Pass, stored: StoredSecret | undefined, values: Readonly<Record<string, Secret>>): Promise<void> {
  const { managed, engine } = pass;
  try {
    if (stored === undefined) await engine.secrets.create(managed.object, managed.connectionSecret ?? '', values);
    else await engine.secrets.update(stored, values);
  } catch (error) {
    if (isConflict(error)) throw new Waiting('WritingConnectionSecret', `Secret ${managed.connectionSecret} moved meanwhile`, 1_000);
    throw error;
  }
}
