import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject } from '../base/json.ts';

/** An object of a file, and where it stands. */
export interface FileObject {
  readonly file: string;
  /** Line of its beginning, from 1. */
  readonly line: number;
  readonly object: JsonObject & { readonly apiVersion: string; readonly kind: string; readonly metadata: JsonObject };
}

/** A file that can't be read as Kubernetes objects. The message names file and line. */
export class UnreadableFile extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreadableFile';
  }
}

/** The objects of a YAML or JSON file, or of all such files in a folder and below, by path. Throws UnreadableFile. */
export function readManifests(path: string): readonly FileObject[] {
  return filesOf(path).flatMap(readFile);
}

/** The one object of a file. Throws UnreadableFile. */
export function readManifest(path: string): FileObject {
  const [one, ...more] = readManifests(path);
  if (one === undefined || more.length > 0)
    throw new UnreadableFile(`${path}: one object is needed, and there are ${more.length + (one === undefined ? 0 : 1)}`);
  return one;
}

function filesOf(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || /\.(ya?ml|json)$/.test(entry.name))
      .map((entry) => join(path, entry.name))
      .toSorted()
      .flatMap(filesOf);
  } catch (error) {
    throw new UnreadableFile(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function readFile(file: string): readonly FileObject[] {
  const text = readFileSync(file, 'utf8');
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    const line = text.slice(0, document.contents?.range?.[0] ?? 0).split('\n').length;
    if (error !== undefined) throw new UnreadableFile(`${file}: ${error.message}`);
    const value: unknown = document.toJS();
    if (value === null) return [];
    if (!isManifest(value)) throw new UnreadableFile(`${file}:${line}: an object with apiVersion, kind and metadata is needed`);
    return [{ file, line, object: value }];
  });
}

function isManifest(value: unknown): value is FileObject['object'] {
  return isObject(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string' && isObject(value['metadata']);
}
