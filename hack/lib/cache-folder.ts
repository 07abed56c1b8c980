import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder where tools that are fetched or built once are kept, made if needed: `$XDG_CACHE_HOME/evenkeel/<name>`, by default below `~/.cache`. */
export function cacheFolder(...name: readonly string[]): string {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(base, 'evenkeel', ...name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
