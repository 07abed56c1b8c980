import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../lib/cache-folder.ts';
import { findOnPath } from '../lib/executable.ts';
import { prepareOnce } from '../lib/prepare-once.ts';
import { progress } from '../lib/progress.ts';
import { runCommand } from '../lib/run-command.ts';

const requirements = join(import.meta.dirname, 'requirements.txt');

/** The Python program of a virtual environment that holds moto, made with pip at the first call and kept in the cache. */
export async function motoPython(): Promise<string> {
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = join(cacheFolder('moto'), key);
  await prepareOnce(folder, install);
  return join(folder, 'bin', 'python');
}

async function install(folder: string): Promise<void> {
  const python = findOnPath('python3') ?? findOnPath('python');
  if (python === undefined) throw new Error('moto needs Python 3.10 or newer, and there is no python3 on PATH');
  const line = progress('installing moto (once)');
  try {
    await must(python, ['-m', 'venv', folder]);
    await must(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
    line.update('done');
  } finally {
    line.end();
  }
}

async function must(command: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await runCommand(command, args);
  if (code === 0) return;
  const text = stderr.trim().split('\n').slice(-3).join(' | ');
  throw new Error(`moto could not be installed: ${args.slice(0, 3).join(' ')} ended with ${code}: ${text}`);
}
