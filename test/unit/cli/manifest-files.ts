import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** A folder of manifests for one test. */
export interface ManifestFiles {
  readonly path: string;
  /** Writes objects into a file, one document each, or a text as it is, and gives its path. */
  write(name: string, ...objects: readonly (object | string)[]): string;
  remove(): void;
}

export function manifestFiles(): ManifestFiles {
  const path = mkdtempSync(join(tmpdir(), 'evenkeel-manifests-'));
  return {
    path,
    write: (name, ...objects) => {
      const file = join(path, name);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, objects.map((object) => (typeof object === 'string' ? object : `---\n${stringify(object)}`)).join(''));
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Runs a command and gives its exit code and what it printed. */
export async function printed(
  run: (args: readonly string[], print: (text: string) => void) => Promise<number>,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly text: string }> {
  let text = '';
  const code = await run(args, (part) => (text += part));
  return { code, text };
}
