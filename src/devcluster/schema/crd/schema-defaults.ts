import { deepEqual } from '../../../base/json.ts';
import type { Json, JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { forbidden, invalid } from '../cause.ts';
import { compileSchema } from '../compile-schema.ts';
import { isJsonObject } from '../json-members.ts';
import { prune } from '../prune.ts';
import { readSchema } from '../read-schema.ts';
import { checkStructural } from './structural.ts';
import { propertiesOf } from './schema-path.ts';

const typeMembers: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** What is wrong with the defaults in a schema: each has to be valid and pruned. */
export function checkDefaults(schema: JsonObject, path: string): readonly StatusCause[] {
  return propertiesOf(schema).flatMap(([name, property]) =>
    typeMembers.has(name) ? [] : checkBelow(property, `${path}.properties[${name}]`),
  );
}

/** Defaults that apiVersion, kind and metadata must not have. */
export function checkTypeDefaults(schema: JsonObject, path: string): readonly StatusCause[] {
  return propertiesOf(schema)
    .filter(([name, property]) => typeMembers.has(name) && property['default'] !== undefined)
    .map(([name]) => forbidden(`${path}.properties[${name}].default`, `must not be set in top-level ${name}`));
}

function checkBelow(schema: JsonObject, path: string): readonly StatusCause[] {
  const own = schema['default'];
  return [
    ...(own === undefined || own === null ? [] : checkDefault(own, schema, `${path}.default`)),
    ...withDefaults(schema, path).flatMap(([child, at]) => checkBelow(child, at)),
  ];
}

/** Not of additionalProperties, whose defaults kube-apiserver does not look at. */
function withDefaults(schema: JsonObject, path: string): readonly (readonly [JsonObject, string])[] {
  const { items } = schema;
  const properties = propertiesOf(schema).map(([name, property]) => [property, `${path}.properties[${name}]`] as const);
  return isJsonObject(items) ? [...properties, [items, `${path}.items`]] : properties;
}

/** The value is checked as the only field of an object, whose causes are then told of the default. */
function checkDefault(value: Json, schema: JsonObject, path: string): readonly StatusCause[] {
  if (checkStructural(schema, { path, level: 'field' }).length > 0) return [];
  const causes: StatusCause[] = [];
  if (isJsonObject(value) && !deepEqual(prune(value, readSchema(schema), []), value)) {
    causes.push(invalid(path, value, 'must not have unknown fields'));
  }
  const wrapped = compileSchema({ type: 'object', properties: { value: schema } }, { custom: true });
  return [...causes, ...wrapped.validate({ value }).map((cause) => toldOf(cause, path))];
}

function toldOf({ reason, message, field = '' }: StatusCause, path: string): StatusCause {
  return { reason, message: message.replace(/: value\.?(\S* in body)/, ': $1'), field: field.replace(/^value/, path) };
}
