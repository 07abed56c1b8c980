import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { forbidden, invalid, required, unsupported } from '../cause.ts';
import { isJsonObject, objectOf, textOf, textsOf } from '../json-members.ts';

const typeMark = 'x-kubernetes-list-type';
const keysMark = 'x-kubernetes-list-map-keys';
const listTypes: readonly string[] = ['atomic', 'set', 'map'];

/** What is wrong with a schema's list type, and with the keys of a list of type `map`. */
export function checkListType(schema: JsonObject, path: string): readonly StatusCause[] {
  const listType = schema[typeMark];
  const keys = textsOf(schema[keysMark]);
  if (typeof listType !== 'string') {
    return keys.length === 0 ? [] : [required(`${path}.${typeMark}`, `must be map if ${keysMark} is non-empty`)];
  }
  const causes = [...checkType(textOf(schema['type']), path)];
  if (!listTypes.includes(listType)) causes.push(unsupported(`${path}.${typeMark}`, listType, listTypes));
  if (keys.length > 0 && listType !== 'map') {
    causes.push(invalid(`${path}.${typeMark}`, listType, `must be map if ${keysMark} is non-empty`));
  }
  const { items } = schema;
  if (isJsonObject(items)) causes.push(...checkItems(listType, items, { keys, path }));
  else if (listType === 'map') causes.push(...missing(keys, path));
  return causes;
}

function checkItems(
  listType: string,
  items: JsonObject,
  { keys, path }: { keys: readonly string[]; path: string },
): readonly StatusCause[] {
  if (listType !== 'set' && listType !== 'map') return [];
  const causes = [...(listType === 'set' ? checkSetItems(items, path) : checkKeys(keys, items, path))];
  if (items['nullable'] === true) causes.push(forbidden(`${path}.items.nullable`, `cannot be nullable when ${typeMark} is ${listType}`));
  return causes;
}

function checkType(type: string, path: string): readonly StatusCause[] {
  if (type === 'array') return [];
  const text = `must be array if ${typeMark} is specified`;
  return [type === '' ? required(`${path}.type`, text) : invalid(`${path}.type`, type, text)];
}

function missing(keys: readonly string[], path: string): readonly StatusCause[] {
  const items = required(`${path}.items`, `must have a schema if ${typeMark} is map`);
  return keys.length > 0 ? [items] : [required(`${path}.${keysMark}`, `must not be empty if ${typeMark} is map`), items];
}

function checkSetItems(items: JsonObject, path: string): readonly StatusCause[] {
  const text = `must be atomic as item of a list with ${typeMark}=set`;
  const listType = items[typeMark];
  if (items['type'] === 'array' && listType !== undefined && listType !== 'atomic') {
    return [invalid(`${path}.items.${typeMark}`, listType, text)];
  }
  // kube-apiserver shows the list type here, which an object has not.
  if (items['type'] === 'object' && items['x-kubernetes-map-type'] !== 'atomic') {
    return [invalid(`${path}.items.x-kubernetes-map-type`, null, text)];
  }
  return [];
}

function checkKeys(keys: readonly string[], items: JsonObject, path: string): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  if (keys.length === 0) causes.push(required(`${path}.${keysMark}`, `must not be empty if ${typeMark} is map`));
  if (items['type'] !== 'object') {
    return [...causes, invalid(`${path}.items.type`, textOf(items['type']), `must be object if parent array's ${typeMark} is map`)];
  }
  const properties = objectOf(items['properties']);
  for (const key of keys) {
    const property = properties[key];
    if (!isJsonObject(property)) causes.push(invalid(`${path}.${keysMark}`, [...keys], 'entries must all be names of item properties'));
    else causes.push(...checkKey(key, property, { items, path }));
  }
  if (new Set(keys).size < keys.length) causes.push(invalid(`${path}.${keysMark}`, [...keys], 'must not contain duplicate entries'));
  return causes;
}

function checkKey(key: string, property: JsonObject, { items, path }: { items: JsonObject; path: string }): readonly StatusCause[] {
  const field = `${path}.items.properties[${key}]`;
  const causes: StatusCause[] = [];
  if (property['type'] === 'array' || property['type'] === 'object') {
    causes.push(invalid(`${field}.type`, 'object', `must be a scalar type if parent array's ${typeMark} is map`));
  }
  if (!textsOf(items['required']).includes(key) && property['default'] === undefined) {
    causes.push(required(`${field}.default`, `this property is in ${keysMark}, so it must have a default or be a required property`));
  }
  if (property['nullable'] === true) {
    causes.push(forbidden(`${field}.nullable`, `this property is in ${keysMark}, so it cannot be nullable`));
  }
  return causes;
}
