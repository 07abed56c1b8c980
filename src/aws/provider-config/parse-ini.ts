import { Secret } from '../../base/secret.ts';

/** Long-lived or temporary keys of an IAM user or role. */
export interface StaticKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | undefined;
}

/** What is wrong with an INI text; names keys, never values. */
export class IniError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IniError';
  }
}

const known = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'] as const;
type Key = (typeof known)[number];

const longest = 10_000;

/**
 * Reads keys from the text of an AWS credentials file: at most one profile, called `default`, and no entries but the three
 * keys. It is read here and not by the SDK, for which `credential_process` and others would be orders to follow. Throws IniError.
 */
export function parseIni(text: string): StaticKeys {
  if (text.length > longest) throw new IniError(`the text is longer than ${longest} characters`);
  const values = new Map<Key, string>();
  let profiles = 0;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[')) profiles = checkProfile(line, profiles, values.size);
    else readEntry(line, index + 1, values);
  }
  return toKeys(values);
}

function checkProfile(line: string, profiles: number, entries: number): number {
  if (line !== '[default]' || profiles > 0 || entries > 0) throw new IniError('only one profile may be given, and it has to be [default]');
  return profiles + 1;
}

function readEntry(line: string, number: number, values: Map<Key, string>): void {
  const at = line.indexOf('=');
  if (at < 0) throw new IniError(`line ${number} is no entry of the form key = value`);
  const name = line.slice(0, at).trim().toLowerCase();
  const key = known.find((each) => each === name);
  if (key === undefined) throw new IniError(`the entry ${shown(name)} is not allowed: only ${known.join(', ')} are read`);
  if (values.has(key)) throw new IniError(`the entry ${key} is given twice`);
  values.set(key, line.slice(at + 1).trim());
}

/** A name may be shown if it looks like one: what stands before a "=" could be a part of a value that was wrapped. */
function shown(name: string): string {
  return /^[a-z][a-z_]{0,40}$/.test(name) ? `"${name}"` : 'on a line with an unknown key';
}

function toKeys(values: ReadonlyMap<Key, string>): StaticKeys {
  const need = (key: Key): string => {
    const value = values.get(key);
    if (value === undefined || value === '') throw new IniError(`the entry ${key} is missing`);
    return value;
  };
  const sessionToken = values.get('aws_session_token');
  return {
    accessKeyId: need('aws_access_key_id'),
    secretAccessKey: new Secret(need('aws_secret_access_key')),
    sessionToken: sessionToken === undefined || sessionToken === '' ? undefined : new Secret(sessionToken),
  };
}
