import { deepEqual } from '../../../base/json.ts';
import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { forbidden, required } from '../cause.ts';
import { isJsonObject, listOf, objectOf } from '../json-members.ts';
import { childSchemas, propertiesOf } from './schema-path.ts';

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

/** What is wrong in the value validation of a schema: it must not give types or fields. */
export function checkNested(schema: JsonObject, path: string): readonly StatusCause[] {
  return branches(schema, path).flatMap(([branch, at]) => checkBranch(branch, at));
}

/** Fields that the value validation of a whole object names and its schema lacks. kube-apiserver looks no deeper than that. */
export function checkComplete(schema: JsonObject, path: string): readonly StatusCause[] {
  return branches(schema, path).flatMap(([branch, at]) => checkKnown(branch, at, { schema, path }));
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

function checkBranch(branch: JsonObject, path: string): readonly StatusCause[] {
  const refused = Object.entries(structuralOnly).flatMap(([name, text]) =>
    isGiven(branch, name) ? [forbidden(`${path}.${name}`, text)] : [],
  );
  const below = [...branches(branch, path), ...spine(branch, path)];
  const metadata = objectOf(branch['properties'])['metadata'];
  if (metadata !== undefined) refused.push(forbidden(`${path}.properties[metadata]`, 'must not be specified in a nested context'));
  return [...refused, ...below.flatMap(([child, at]) => checkBranch(child, at))];
}

function spine(schema: JsonObject, path: string): readonly Branch[] {
  return childSchemas(schema, path).flatMap(([child, at]) =>
    at.path.endsWith('.additionalProperties') ? [] : [[child, at.path] as const],
  );
}

interface Spine {
  /** Absent: the schema says nothing of this place. */
  readonly schema: JsonObject | undefined;
  readonly path: string;
}

function checkKnown(branch: JsonObject, path: string, { schema, path: known }: Spine): readonly StatusCause[] {
  if (schema === undefined) return [required(known, `because it is defined in ${path}`)];
  const { items } = branch;
  return [
    ...branches(branch, path).flatMap(([below, at]) => checkKnown(below, at, { schema, path: known })),
    ...(isJsonObject(items) ? checkKnown(items, `${path}.items`, { schema: optional(schema['items']), path: `${known}.items` }) : []),
    ...propertiesOf(branch).flatMap(([name, property]) => {
      const below = { schema: optional(objectOf(schema['properties'])[name]), path: `${known}.properties[${name}]` };
      return checkKnown(property, `${path}.properties[${name}]`, below);
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
