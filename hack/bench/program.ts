import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../lib/run-command.ts';
import { watchedFolder } from '../lib/watched-folder.ts';

const root = join(import.meta.dirname, '../..');

/** What is run as the controller. */
export interface Program {
  readonly path: string;
  readonly nodeFlags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

/** The bundle, made now, or the source; with the flags of Node and the variables that the image sets: memory is among them. */
export async function makeProgram(kind: 'bundle' | 'source'): Promise<Program> {
  const settings = imageSettings();
  if (kind === 'source') return { path: join(root, 'src/cli/main.ts'), ...settings, remove: () => undefined };
  const folder = watchedFolder('evenkeel-bench-bundle-');
  const path = join(folder.path, 'evenkeel.mjs');
  const { code, stderr } = await runCommand(process.execPath, [join(root, 'hack/bundle.ts'), path], { cwd: root });
  if (code !== 0) throw new Error(`the bundle could not be made: ${stderr}`);
  return { path, ...settings, remove: () => folder.remove() };
}

/** What the Dockerfile says of how the image runs. Throws where it is not written as it was. */
function imageSettings(): Pick<Program, 'nodeFlags' | 'env'> {
  const text = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const [, entrypoint] = /^ENTRYPOINT (\[.*\])$/m.exec(text) ?? [];
  const words = JSON.parse(entrypoint ?? '[]') as readonly string[];
  const env = Object.fromEntries([...text.matchAll(/^ENV (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value] as const));
  if (words.length === 0) throw new Error('the Dockerfile has no ENTRYPOINT in the form of a list');
  return { nodeFlags: words.filter((word) => word.startsWith('--')), env };
}
