import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../lib/cache-folder.ts';
import { findOnPath, isExecutable } from '../lib/executable.ts';
import { prepareOnce } from '../lib/prepare-once.ts';
import { progress } from '../lib/progress.ts';
import { runCommand } from '../lib/run-command.ts';
import { download } from './download.ts';
import { envtestArchive, envtestRelease } from './envtest-release.ts';

/** The two programs of a control plane. */
export interface ControlPlaneBinaries {
  readonly etcd: string;
  readonly kubeApiserver: string;
}

/** One try a process: a machine without a way out says no only once. */
let released: Promise<ControlPlaneBinaries> | undefined;

/**
 * Finds etcd and kube-apiserver by envtest's convention: the folder KUBEBUILDER_ASSETS, PATH, our cache, else the
 * released archive, which is fetched into the cache. Rejects with one line that says what is missing and how to get it.
 */
export async function findBinaries(): Promise<ControlPlaneBinaries> {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  if (assets !== undefined && assets !== '') {
    const found = inFolder(assets);
    if (found === undefined)
      throw new Error(`KUBEBUILDER_ASSETS is ${assets}, which holds no etcd and kube-apiserver that can be run: correct or unset it`);
    return found;
  }
  return onPath() ?? builtBefore() ?? (await (released ??= fromRelease()));
}

function inFolder(folder: string): ControlPlaneBinaries | undefined {
  const binaries = { etcd: join(folder, 'etcd'), kubeApiserver: join(folder, 'kube-apiserver') };
  return isExecutable(binaries.etcd) && isExecutable(binaries.kubeApiserver) ? binaries : undefined;
}

function onPath(): ControlPlaneBinaries | undefined {
  const etcd = findOnPath('etcd');
  const kubeApiserver = findOnPath('kube-apiserver');
  return etcd !== undefined && kubeApiserver !== undefined ? { etcd, kubeApiserver } : undefined;
}

/** What somebody built into our cache (`kubebuilder-assets/<version>/`): the newest that can be run. */
function builtBefore(): ControlPlaneBinaries | undefined {
  const folder = cacheFolder('kubebuilder-assets');
  if (!existsSync(folder)) return undefined;
  const built = readdirSync(folder).flatMap((name) => inFolder(join(folder, name)) ?? []);
  return built.toSorted((a, b) => statSync(b.kubeApiserver).mtimeMs - statSync(a.kubeApiserver).mtimeMs)[0];
}

async function fromRelease(): Promise<ControlPlaneBinaries> {
  const { version } = envtestRelease;
  const folder = join(cacheFolder('envtest'), version);
  await prepareOnce(folder, fetchRelease).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `etcd and kube-apiserver are missing: not in KUBEBUILDER_ASSETS (unset), PATH or ${folder}, and the download failed (${reason}). ` +
        `Get them with "setup-envtest use ${version.slice(1)}" and set KUBEBUILDER_ASSETS to the folder that it prints.`,
    );
  });
  const found = inFolder(folder);
  if (found === undefined) throw new Error(`${folder} holds no etcd and kube-apiserver that can be run: remove it`);
  return found;
}

async function fetchRelease(folder: string): Promise<void> {
  const archive = envtestArchive(`${process.platform}-${process.arch}`);
  if (archive === undefined) throw new Error(`no archive is released for ${process.platform}-${process.arch}`);
  const line = progress(`fetching kube-apiserver and etcd ${envtestRelease.version}`);
  const content = await download(archive.url, archive.sha512, {
    connectTimeoutMs: 10_000,
    totalTimeoutMs: 300_000,
    progress: (bytes, total) => line.update(`${megabytes(bytes)}${total === undefined ? '' : ` of ${megabytes(total)}`} MB`),
  }).finally(() => line.end());
  const file = join(folder, 'archive.tar.gz');
  writeFileSync(file, content);
  // The archive's programs lie in controller-tools/envtest/.
  const unpacked = await runCommand('tar', ['-xzf', file, '--strip-components=2', '-C', dirname(file)]);
  if (unpacked.code !== 0) throw new Error(`tar: ${unpacked.stderr.trim()}`);
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0);
}
