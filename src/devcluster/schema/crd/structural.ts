import { deepEqual } from '../../../base/json.ts';
import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { forbidden, invalid, required } from '../cause.ts';
import { isJsonObject, objectOf, textOf } from '../json-members.ts';
import { patternFault } from '../pattern.ts';
import { checkComplete, checkNested } from './nested.ts';
import type { SchemaPlace } from './schema-path.ts';
import { childSchemas, propertiesOf } from './schema-path.ts';

const preserve = 'x-kubernetes-preserve-unknown-fields';
const embeddedMark = 'x-kubernetes-embedded-resource';
const intOrStringMark = 'x-kubernetes-int-or-string';

/** What keeps a schema from being structural: every field has a type, and value validation only restricts. */
export function checkStructural(schema: JsonObject, place: SchemaPlace): readonly StatusCause[] {
  return [
    ...checkType(schema, place),
    ...checkMarks(schema, place),
    ...checkEmbeddedResource(schema, place.path),
    ...checkTypeMembers(schema, place),
    ...checkNested(schema, place.path),
    ...(place.level === 'root' ? checkComplete(schema, place.path) : []),
    ...checkPattern(schema, place.path),
    ...childSchemas(schema, place.path).flatMap(([child, at]) => checkStructural(child, at)),
  ];
}

const emptyTypes: Readonly<Record<SchemaPlace['level'], string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

function checkType(schema: JsonObject, { path, level }: SchemaPlace): readonly StatusCause[] {
  const type = textOf(schema['type']);
  const causes = [...checkGivenType(schema, type, { path, level })];
  if (type === 'array' && schema['items'] === undefined) causes.push(required(`${path}.items`, 'must be specified'));
  if (level === 'root' && isMap(schema)) causes.push(forbidden(`${path}.additionalProperties`, 'must not be used at the root'));
  if (level === 'root' && type !== '' && type !== 'object') causes.push(invalid(`${path}.type`, type, 'must be object at the root'));
  return causes;
}

function checkGivenType(schema: JsonObject, type: string, { path, level }: SchemaPlace): readonly StatusCause[] {
  if (schema[embeddedMark] === true) {
    const text = `must be object if ${embeddedMark} is true`;
    if (type === 'object') return [];
    return [type === '' ? required(`${path}.type`, text) : invalid(`${path}.type`, type, text)];
  }
  const free = schema[intOrStringMark] === true || schema[preserve] === true;
  return type === '' && !free ? [required(`${path}.type`, emptyTypes[level])] : [];
}

function isMap(schema: JsonObject): boolean {
  return schema['additionalProperties'] !== undefined;
}

function checkMarks(schema: JsonObject, { path }: SchemaPlace): readonly StatusCause[] {
  if (schema[intOrStringMark] !== true) return [];
  return [preserve, embeddedMark]
    .filter((mark) => schema[mark] === true)
    .map((mark) => invalid(`${path}.${mark}`, true, `must be false if ${intOrStringMark} is true`));
}

function checkEmbeddedResource(schema: JsonObject, path: string): readonly StatusCause[] {
  if (schema[embeddedMark] !== true) return [];
  const causes: StatusCause[] = [];
  if (isMap(schema)) causes.push(forbidden(`${path}.additionalProperties`, `must not be used if ${embeddedMark} is set`));
  if (schema[preserve] !== true && propertiesOf(schema).length === 0) {
    causes.push(required(`${path}.properties`, `must not be empty if ${embeddedMark} is true without ${preserve}`));
  }
  return causes;
}

function checkTypeMembers(schema: JsonObject, { path, level }: SchemaPlace): readonly StatusCause[] {
  if (level !== 'root' && schema[embeddedMark] !== true) return [];
  const properties = objectOf(schema['properties']);
  const causes: StatusCause[] = [];
  for (const [name, type] of [
    ['kind', 'string'],
    ['apiVersion', 'string'],
    ['metadata', 'object'],
  ] as const) {
    const property = properties[name];
    if (!isJsonObject(property) || property['type'] === type) continue;
    causes.push(invalid(`${path}.properties[${name}].type`, textOf(property['type']), `must be ${type}`));
  }
  const { metadata } = properties;
  if (level === 'root' && isJsonObject(metadata) && !isPlainMetadata(metadata)) {
    const text = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
    causes.push(forbidden(`${path}.properties[metadata]`, text));
  }
  return causes;
}

function isPlainMetadata({ type: _type, default: _default, properties, ...rest }: JsonObject): boolean {
  const names = Object.keys(objectOf(properties));
  return deepEqual(rest, {}) && names.every((name) => name === 'name' || name === 'generateName');
}

function checkPattern(schema: JsonObject, path: string): readonly StatusCause[] {
  const pattern = textOf(schema['pattern']);
  const fault = pattern === '' ? undefined : patternFault(pattern);
  return fault === undefined ? [] : [invalid(`${path}.pattern`, pattern, `must be a valid regular expression, but isn't: ${fault}`)];
}
