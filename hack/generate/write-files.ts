import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OutputFile } from './output-file.ts';

/** A folder in which every file with the suffix is generated: one that the generator does not make (any more) is stale. */
export interface OwnedFolder {
  readonly path: string;
  readonly suffix: string;
}

/** Paths of files that differ from what the generator makes, are missing, or should not be there. */
export async function staleFiles(root: string, files: readonly OutputFile[], owned: readonly OwnedFolder[]): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const { path, content } of files) if ((await textOf(join(root, path))) !== content) stale.push(path);
  return [...stale, ...(await leftovers(root, files, owned))];
}

/** Brings the files about and removes leftovers; resolves with the paths that changed. */
export async function writeFiles(root: string, files: readonly OutputFile[], owned: readonly OwnedFolder[]): Promise<readonly string[]> {
  const stale = await staleFiles(root, files, owned);
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  for (const path of stale) {
    const content = contents.get(path);
    if (content === undefined) {
      await rm(join(root, path));
      continue;
    }
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return stale;
}

async function leftovers(root: string, files: readonly OutputFile[], owned: readonly OwnedFolder[]): Promise<readonly string[]> {
  const made = new Set(files.map(({ path }) => path));
  const found = await Promise.all(owned.map((folder) => filesIn(root, folder)));
  return found.flat().filter((path) => !made.has(path));
}

async function filesIn(root: string, { path, suffix }: OwnedFolder): Promise<readonly string[]> {
  const names = await readdir(join(root, path)).catch(() => []);
  return names.filter((name) => name.endsWith(suffix)).map((name) => `${path}/${name}`);
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
