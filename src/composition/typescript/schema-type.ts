import type { JsonObject } from '../../base/json.ts';
import { isObject } from '../../base/json.ts';

const free = '{ [name: string]: unknown }';

/** The TypeScript type of an OpenAPI v3 schema in the dialect of CRDs, with its descriptions as comments; further lines begin with `indent`. */
export function schemaType(schema: JsonObject, indent = ''): string {
  const type = bareType(schema, indent);
  return schema['nullable'] === true ? `${type} | null` : type;
}

function bareType(schema: JsonObject, indent: string): string {
  const choices = schema['enum'];
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  if (schema['x-kubernetes-int-or-string'] === true) return 'number | string';
  switch (schema['type']) {
    case 'string':
    case 'boolean':
      return schema['type'];
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `Array<${schemaType(objectAt(schema['items']), indent)}>`;
    case 'object':
      return objectType(schema, indent);
    default:
      return 'unknown';
  }
}

function objectType(schema: JsonObject, indent: string): string {
  const { properties, additionalProperties } = schema;
  const values = jsonObject(additionalProperties);
  if (values !== undefined) return `{ [name: string]: ${schemaType(values, indent)} }`;
  const members = memberTypes(schema, Object.keys(objectAt(properties)), `${indent}  `);
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
  if (members === '') return isOpen || properties === undefined ? free : '{}';
  return `{\n${members}${isOpen ? `${indent}  [name: string]: unknown;\n` : ''}${indent}}`;
}

/** Lines that declare the named members of an object; those that its schema lacks are left out. */
export function memberTypes(schema: JsonObject, names: readonly string[], indent: string): string {
  const properties = objectAt(schema['properties']);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return names
    .map((name) => {
      const member = jsonObject(properties[name]);
      return member === undefined ? '' : memberLines(name, member, { indent, optional: !required.includes(name) });
    })
    .join('');
}

function memberLines(
  name: string,
  schema: JsonObject,
  { indent, optional }: { readonly indent: string; readonly optional: boolean },
): string {
  const { description } = schema;
  const comment = typeof description === 'string' ? `${indent}/** ${inComment(description)} */\n` : '';
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
  return `${comment}${indent}${key}${optional ? '?' : ''}: ${schemaType(schema, indent)};\n`;
}

/** A description on one line that can't end its comment. */
export function inComment(description: string): string {
  return description.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ').trim();
}

function objectAt(value: JsonObject[string]): JsonObject {
  return jsonObject(value) ?? {};
}

function jsonObject(value: JsonObject[string]): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

function isJsonObject(value: JsonObject[string]): value is JsonObject {
  return isObject(value);
}
