import { deepEqual } from '../../../base/json.ts';
import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { forbidden, required } from '../cause.ts';
import { isJsonObject, listOf, objectOf } from '../json-members.ts';
import { propertiesOf } from './schema-path.ts';

/** What `allOf`, `anyOf`, `oneOf` and `not` must not say, and how the refusal is put. */
const structuralOnly: Readonly<Record<string, string>> = {
  type: 'must be empty to be structural',
  default: 'must be undefined to be structural',
  title: 'must be empty to be structural',
  description: 'must be empty to be structural',
  nullable: 'must be false to be structural',
  additionalProperties: 'must be undefined to be structural',
  'x-kubernetes-preserve-unknown-fields': 'must be false to be structural',
  'x-kubernetes-embedded-resource': 'must be false to be structural',
  'x-kubernetes-int-or-string': 'must be false to be structural',
  'x-kubernetes-list-map-keys': 'must be empty to be structural',
  'x-kubernetes-list-type': 'must be undefined to be structural',
  'x-kubernetes-map-type': 'must be undefined to be structural',
  'x-kubernetes-validations': 'must be empty to be structural',
};
const intOrString = [{ type: 'integer' }, { type: 'string' }];

/** What is wrong in the value validation of a schema: it must not give types or fields, and not name fields that the schema lacks. */
export function checkNested(schema: JsonObject, path: string): readonly StatusCause[] {
  return branches(schema, path).flatMap(([branch, at]) => checkBranch(branch, at, { schema, path }));
}

type Branch = readonly [JsonObject, string];

/** But for the pattern by which an int-or-string may say so. */
function branches(schema: JsonObject, path: string): readonly Branch[] {
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((name) =>
    name === 'anyOf' && deepEqual(schema['anyOf'], intOrString)
      ? []
      : listOf(schema[name]).map((branch, index) => [objectOf(branch), `${path}.${name}[${index}]`] as const),
  );
  const { not } = schema;
  return isJsonObject(not) ? [...lists, [not, `${path}.not`]] : lists;
}

interface Spine {
  /** Absent: the schema says nothing of this place. */
  readonly schema: JsonObject | undefined;
  readonly path: string;
}

function checkBranch(branch: JsonObject, path: string, spine: Spine): readonly StatusCause[] {
  if (spine.schema === undefined) return [required(spine.path, `because it is defined in ${path}`)];
  const { schema } = spine;
  return [
    ...branches(branch, path).flatMap(([below, at]) => checkBranch(below, at, spine)),
    ...Object.entries(structuralOnly).flatMap(([name, text]) => (isGiven(branch, name) ? [forbidden(`${path}.${name}`, text)] : [])),
    ...(isJsonObject(branch['items'])
      ? checkBranch(branch['items'], `${path}.items`, { schema: optional(schema['items']), path: `${spine.path}.items` })
      : []),
    ...propertiesOf(branch).flatMap(([name, property]) => {
      const at = `${path}.properties[${name}]`;
      const below = { schema: optional(objectOf(schema['properties'])[name]), path: `${spine.path}.properties[${name}]` };
      const refused = name === 'metadata' ? [forbidden(at, 'must not be specified in a nested context')] : [];
      return [...refused, ...checkBranch(property, at, below)];
    }),
  ];
}

function optional(value: JsonObject[string]): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

function isGiven(schema: JsonObject, name: string): boolean {
  const value = schema[name];
  if (value === undefined || value === false || value === '') return false;
  return !Array.isArray(value) || value.length > 0;
}
