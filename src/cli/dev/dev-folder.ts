import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isObject } from '../../base/json.ts';

/** What a folder keeps beside the objects, so that a second start is the same API server to its clients. Keys and token are secret. */
export interface DevIdentity {
  readonly version: 1;
  /** Part of the owner tags in AWS: never changed. */
  readonly controlPlane: string;
  readonly port: number;
  readonly simulatorPort: number;
  readonly caCert: string;
  readonly cert: string;
  readonly key: string;
  readonly token: string;
  /** Signs the tokens of ServiceAccounts. */
  readonly tokenKey: string;
}

/** Where `evenkeel dev` keeps things. */
export interface DevFolder {
  readonly path: string;
  readonly kubeconfig: string;
  readonly objects: string;
  readonly aws: string;
  readonly log: string;
  /** Undefined: this is the first start. Rejects with an Error for a folder of a newer version, or one that can't be read. */
  readIdentity(): Promise<DevIdentity | undefined>;
  writeIdentity(identity: DevIdentity): Promise<void>;
  /** Takes an ephemeral folder away. */
  close(): Promise<void>;
}

const identityVersion = 1;

/**
 * Opens a folder and makes it if need be; without a path one that is gone when it is closed, or the process ends. Rejects with an Error
 * that names the folder when there can be none.
 */
export async function openDevFolder(dir: string | undefined): Promise<DevFolder> {
  const path = dir === undefined ? await mkdtemp(join(tmpdir(), 'evenkeel-')) : resolve(dir);
  await makeFolder(path).catch((error: unknown) => {
    throw new Error(`--dir ${path} can't be made (${error instanceof Error ? error.message : String(error)}); take another folder`, {
      cause: error,
    });
  });
  const takeAway = (): void => rmSync(path, { recursive: true, force: true });
  if (dir === undefined) process.once('exit', takeAway);
  const file = join(path, 'identity.json');
  return {
    path,
    kubeconfig: join(path, 'kubeconfig'),
    objects: join(path, 'objects'),
    aws: join(path, 'simulated-aws.log'),
    log: join(path, 'evenkeel.log'),
    readIdentity: async () => parseIdentity(file, await readFile(file, 'utf8').catch(noFile)),
    writeIdentity: async (identity) => {
      await writeFile(`${file}.new`, `${JSON.stringify(identity, undefined, 2)}\n`, { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
    close: async () => {
      process.removeListener('exit', takeAway);
      if (dir === undefined) await rm(path, { recursive: true, force: true });
    },
  };
}

/** Node's own way of making folders on the way never ends where the system says that there is no such place, as below /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = isObject(error) ? error['code'] : undefined;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}

function noFile(error: unknown): undefined {
  if (isObject(error) && error['code'] === 'ENOENT') return undefined;
  throw error;
}

const texts = ['controlPlane', 'caCert', 'cert', 'key', 'token', 'tokenKey'] as const;

function parseIdentity(file: string, text: string | undefined): DevIdentity | undefined {
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (!isObject(value)) throw new Error(`${file} can't be read: it is not JSON; the folder was left as it is`);
  if (typeof value['version'] === 'number' && value['version'] > identityVersion)
    throw new Error(
      `${file} is of version ${value['version']}, newer than this evenkeel reads (${identityVersion}): use the newer evenkeel, or another --dir`,
    );
  const missing = texts.filter((name) => typeof value[name] !== 'string');
  if (missing.length > 0) throw new Error(`${file} lacks ${missing.join(', ')}; the folder was left as it is`);
  return value as unknown as DevIdentity;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
