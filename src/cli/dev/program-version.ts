import { readFileSync } from 'node:fs';
import { isObject } from '../../base/json.ts';

const file = new URL('../../../package.json', import.meta.url);

/** The version of this program, as its package.json has it. */
export function programVersion(): string {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const version = isObject(read) ? read['version'] : undefined;
  if (typeof version !== 'string') throw new Error(`${file.pathname} has no version`);
  return version;
}
