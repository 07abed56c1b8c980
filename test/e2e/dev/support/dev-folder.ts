import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../../../../src/base/json.ts';
import { createHttpClient, type HttpClient } from '../../../../src/kubernetes/http/http-client.ts';
import { loadConnection } from '../../../../src/kubernetes/http/load-connection.ts';

/** Runs a test with a new folder of its own, and takes that away afterwards. */
export async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-dev-test-'));
  try {
    await test(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A client for the API server whose kubeconfig is in this folder. */
export async function clientOf(folder: string): Promise<HttpClient> {
  return createHttpClient(await loadConnection({ kubeconfig: join(folder, 'kubeconfig') }));
}

/** What simulated AWS of this folder says to a GET of one of its admin methods, such as `counts`. */
export async function simulatorSays(folder: string, method: string): Promise<unknown> {
  const identity: unknown = JSON.parse(readFileSync(join(folder, 'identity.json'), 'utf8'));
  const port = isObject(identity) ? identity['simulatorPort'] : undefined;
  return (await fetch(`http://127.0.0.1:${String(port)}/_simulator/${method}`)).json();
}

/** Every file below a folder with a hash of its bytes. */
export function bytesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}
