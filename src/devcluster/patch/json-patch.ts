import { deepEqual } from '../../base/json.ts';
import type { Json, JsonObject } from '../api/dev-object.ts';
import { StatusError } from '../api/status-error.ts';
import { isJsonList, isJsonObject } from './fields/json-shape.ts';
import { insertAt, readAt, removeAt, tokensOf, writeAt } from './json-pointer.ts';
import { refused, undecodable } from './patch-error.ts';

const maxOperations = 10_000;

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from: string;
  readonly value: Json;
}

/**
 * The object after a JSON patch (RFC 6902), with the liberties that kube-apiserver takes: `replace` may name a member that
 * is not there, a member that is not there tests equal to null and copies as null, list indices may be negative. Throws
 * 400 for what is no patch, 413 for more than 10,000 operations, 422 for an operation that fails.
 */
export function applyJsonPatch(object: JsonObject, operations: Json): JsonObject {
  if (operations === null) return object;
  if (!isJsonList(operations)) throw undecodable(operations, '[]handlers.jsonPatchOp');
  if (operations.length > maxOperations) throw tooMany(operations.length);
  let document: Json = object;
  for (const operation of operations.map(readOperation)) document = run(document, operation);
  if (!isJsonObject(document)) throw refused();
  return document;
}

function run(document: Json, { op, path, from, value }: Operation): Json {
  if (path === '') return replaceWhole(op, value);
  const tokens = tokensOf(path);
  switch (op) {
    case 'add':
      return insertAt(document, tokens, value);
    case 'replace':
      return writeAt(document, tokens, value);
    case 'remove':
      return removeAt(document, tokens);
    case 'move':
      return insertAt(removeAt(document, tokensOf(from)), tokens, readAt(document, tokensOf(from)));
    case 'copy':
      return insertAt(document, tokens, readAt(document, tokensOf(from)));
    case 'test':
      if (deepEqual(readAt(document, tokens), value)) return document;
      throw refused();
    default:
      throw refused();
  }
}

/** Of the operations on the whole document only `replace` is allowed. */
function replaceWhole(op: string, value: Json): Json {
  if (op === 'replace') return value;
  throw refused();
}

function readOperation(value: Json): Operation {
  const operation = value ?? {};
  if (!isJsonObject(operation)) throw undecodable(operation, 'handlers.jsonPatchOp');
  return {
    op: text(operation, 'op'),
    path: operation['path'] === undefined ? absent : text(operation, 'path'),
    from: text(operation, 'from'),
    value: operation['value'] ?? null,
  };
}

/** Not the whole document: a path that no pointer is. */
const absent = 'absent';

function text(operation: JsonObject, member: string): string {
  const value = operation[member] ?? '';
  if (typeof value !== 'string') throw undecodable(value, 'string', `struct field jsonPatchOp.${member}`);
  return value;
}

function tooMany(count: number): StatusError {
  const message = `Request entity too large: The allowed maximum operations in a JSON patch is ${maxOperations}, got ${count}`;
  return new StatusError(413, 'RequestEntityTooLarge', message);
}
