import { isObject } from '../../../base/json.ts';
import type { Secret } from '../../../base/secret.ts';
import { isConflict } from '../../../kubernetes/api-error.ts';
import type { FieldValues } from '../../observation.ts';
import { valueAt } from '../../schema/value-at.ts';
import { secretRefsOf } from '../../schema/secret-refs.ts';
import type { StoredSecret } from '../../secrets/secret-store.ts';
import { Terminal, Waiting } from '../halt.ts';
import type { Pass } from '../pass.ts';

/** Secret values that the spec points at, by path, with the keyed hash of each. */
export interface SecretValues {
  readonly values: Readonly<Record<string, Secret>>;
  readonly hashes: Readonly<Record<string, string>>;
}

interface SecretKey {
  readonly path: string;
  readonly name: string;
  readonly key: string;
}

/**
 * Reads what the secretRef fields of `desired` point at. A value that the user asks us to make is written to its Secret
 * first, read back, and only then handed on, so that what AWS gets is never lost.
 */
export async function secretsOf(pass: Pass, desired: FieldValues): Promise<SecretValues> {
  const values: Record<string, Secret> = {};
  const hashes: Record<string, string> = {};
  for (const ref of secretKeys(pass, desired)) {
    const value = await readValue(pass, ref, desired);
    values[ref.path] = value;
    hashes[ref.path] = await pass.engine.secrets.hash(value, pass.signal);
  }
  return { values, hashes };
}

/** Paths whose value differs from the one that was sent last, by its keyed hash. */
export function changedSecrets({ secretHashes }: Pass, { hashes }: SecretValues): readonly string[] {
  return Object.keys(hashes).filter((path) => hashes[path] !== secretHashes[path]);
}

/** The cloud has these values now. */
export function noteSent(pass: Pass, hashes: SecretValues['hashes']): void {
  pass.memory.secretHashes = { ...pass.memory.secretHashes, ...hashes };
  pass.secretHashes = { ...pass.secretHashes, ...hashes };
}

/** A Secret that spec names no more need not be watched on this object's account. */
export function releaseUnnamed({ engine, managed, kind }: Pass): void {
  const { forProvider, initProvider, connectionSecret } = managed;
  const refs = secretRefsOf(kind.schema).flatMap((path) => [valueAt(forProvider, path), valueAt(initProvider, path)]);
  const named = refs.flatMap((ref) => (isObject(ref) && typeof ref['name'] === 'string' ? [ref['name']] : []));
  engine.secrets.keep(managed.key, connectionSecret === undefined ? named : [...named, connectionSecret]);
}

function secretKeys(pass: Pass, desired: FieldValues): readonly SecretKey[] {
  return secretRefsOf(pass.kind.schema).flatMap((path) => {
    const ref = valueAt(desired, path);
    if (!isObject(ref) || typeof ref['name'] !== 'string' || typeof ref['key'] !== 'string') return [];
    checkNamespace(pass, path, ref['namespace']);
    return [{ path, name: ref['name'], key: ref['key'] }];
  });
}

/** A namespace is the boundary of trust: a Secret of another one is refused, whatever it holds. */
function checkNamespace(pass: Pass, path: string, namespace: unknown): void {
  const { key } = pass.managed;
  if (namespace === undefined || namespace === key.namespace) return;
  throw new Terminal(
    'SecretNotAllowed',
    `forProvider.${path}.namespace: a Secret of another namespace can't be used; put it into namespace ${key.namespace} and leave namespace out`,
  );
}

async function readValue(pass: Pass, ref: SecretKey, desired: FieldValues): Promise<Secret> {
  const { engine, managed, kind, signal } = pass;
  const stored = await engine.secrets.read(managed.key, ref.name, signal);
  const value = stored?.values[ref.key];
  if (value !== undefined) return value;
  const generates = kind.generatesSecret?.into === ref.path && desired[kind.generatesSecret.when] === true;
  if (!generates) throw missing(ref, stored);
  return generate(pass, ref, stored);
}

function missing(ref: SecretKey, stored: StoredSecret | undefined): Waiting {
  const what = stored === undefined ? `Secret ${ref.name} does not exist` : `Secret ${ref.name} has no key ${ref.key}`;
  return new Waiting('WaitingForSecret', `forProvider.${ref.path}: ${what}`);
}

async function generate(pass: Pass, ref: SecretKey, stored: StoredSecret | undefined): Promise<Secret> {
  const { engine, managed } = pass;
  if (stored !== undefined && stored.ownerUid !== managed.uid) {
    throw new Terminal(
      'SecretNotOurs',
      `Secret ${ref.name} was not made by this object: give it a key ${ref.key} yourself, or name a Secret that does not exist`,
    );
  }
  if (await engine.namespaceTerminating(managed.key.namespace)) throw new Waiting('NamespaceTerminating', 'the namespace is being deleted');
  const values = { [ref.key]: engine.secrets.generatePassword() };
  const written = await writeGenerated(pass, ref, stored, values);
  const value = written?.values[ref.key];
  if (value === undefined) throw new Waiting('WaitingForSecret', `Secret ${ref.name} is being written`, 1_000);
  return value;
}

/** Another writer that was first wins: its value is the one that is read next. */
async function writeGenerated(
  pass: Pass,
  ref: SecretKey,
  stored: StoredSecret | undefined,
  values: Readonly<Record<string, Secret>>,
): Promise<StoredSecret | undefined> {
  const { engine, managed } = pass;
  try {
    return stored === undefined
      ? await engine.secrets.create(managed.object, ref.name, values)
      : await engine.secrets.update(stored, values);
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}
