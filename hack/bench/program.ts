import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runCommand } from '../lib/run-command.ts';
import { watchedFolder } from '../lib/watched-folder.ts';

const root = join(import.meta.dirname, '../..');

/** What is run as the controller. */
export interface Program {
  readonly path: string;
  readonly nodeFlags: readonly string[];
  remove(): void;
}

interface Deployment {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
}

interface Container {
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}

/** The bundle, made now, or the source; with the flags of Node that the Deployment in `deploy/` sets. */
export async function makeProgram(kind: 'bundle' | 'source'): Promise<Program> {
  const nodeFlags = deployedFlags();
  if (kind === 'source') return { path: join(root, 'src/cli/main.ts'), nodeFlags, remove: () => undefined };
  const folder = watchedFolder('evenkeel-bench-bundle-');
  const path = join(folder.path, 'evenkeel.mjs');
  const { code, stderr } = await runCommand(process.execPath, [join(root, 'hack/bundle.ts'), path], { cwd: root });
  if (code !== 0) throw new Error(`the bundle could not be made: ${stderr}`);
  return { path, nodeFlags, remove: () => folder.remove() };
}

function deployedFlags(): readonly string[] {
  const { spec } = parse(readFileSync(join(root, 'deploy/controller.yaml'), 'utf8')) as Deployment;
  const options = spec.template.spec.containers.flatMap(({ env = [] }) => env).find(({ name }) => name === 'NODE_OPTIONS');
  return options?.value?.split(' ') ?? [];
}
