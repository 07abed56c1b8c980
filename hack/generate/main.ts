import { resolve } from 'node:path';
import { generatedFiles, ownedFolders } from './generated-files.ts';
import { staleFiles, writeFiles } from './write-files.ts';

/** `npm run generate [-- --check]`: writes what follows from the schemas, or exits 1 naming the files that are not as they would be written. */
async function main(check: boolean): Promise<number> {
  const root = resolve(import.meta.dirname, '../..');
  const files = await generatedFiles(root);
  if (!check) {
    for (const path of await writeFiles(root, files, ownedFolders)) console.log(`wrote ${path}`);
    return 0;
  }
  const stale = await staleFiles(root, files, ownedFolders);
  for (const path of stale) console.error(`${path} is stale: run npm run generate`);
  return stale.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.includes('--check'));
