import type { JsonObject } from '../../api/dev-object.ts';
import { isJsonObject, objectOf } from '../json-members.ts';

const step = /^(?:\.([^.[\]']+)|\['((?:[^'\\]|\\.)*)'\])/;

/** What is wrong with a path of fields below a schema (`.a.b`, `.a['b.c']`); undefined if nothing. */
export function fieldPathFault(path: string, schema: JsonObject): string | undefined {
  let rest = path;
  let at = schema;
  while (rest !== '') {
    const [all = '', plain, quoted = ''] = step.exec(rest) ?? [];
    if (all === '') return `expected [ or . but got: ${rest}`;
    const below = schemaBelow(at, plain ?? quoted.replaceAll(/\\(.)/g, '$1'));
    if (below === undefined) return 'does not refer to a valid field';
    at = below;
    rest = rest.slice(all.length);
  }
  return undefined;
}

/** The schema of the field that such a path names. */
export function schemaAt(path: string, schema: JsonObject): JsonObject | undefined {
  return path
    .split('.')
    .slice(1)
    .reduce<JsonObject | undefined>((at, name) => (at === undefined ? undefined : schemaBelow(at, name)), schema);
}

function schemaBelow(schema: JsonObject, name: string): JsonObject | undefined {
  const below = isJsonObject(schema['properties']) ? objectOf(schema['properties'])[name] : schema['additionalProperties'];
  return isJsonObject(below) ? below : undefined;
}
