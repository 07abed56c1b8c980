import { posix } from 'node:path';
import type { Import, SourceFile } from './source-file.ts';

/** Path, from the project's root, of the project's file that an import names; undefined for packages and Node's modules. */
export function importedPath(file: SourceFile, { specifier }: Import): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : undefined;
}
