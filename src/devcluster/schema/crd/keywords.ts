import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { forbidden, invalid, required, unsupported } from '../cause.ts';
import { isJsonObject, listOf, objectOf, textOf } from '../json-members.ts';
import { checkListType } from './list-type.ts';
import { childSchemas } from './schema-path.ts';

const types: readonly string[] = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const refused: readonly string[] = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'];

/** What is wrong with the keywords of a schema, at any depth. */
export function checkKeywords(schema: JsonObject, path: string): readonly StatusCause[] {
  return [
    ...checkOwn(schema, path),
    ...checkMapType(schema, path),
    ...checkListType(schema, path),
    ...childSchemas(schema, path).flatMap(([child, at]) => checkKeywords(child, at.path)),
    ...['allOf', 'anyOf', 'oneOf'].flatMap((name) =>
      listOf(schema[name]).flatMap((branch, index) => checkKeywords(objectOf(branch), `${path}.${name}[${index}]`)),
    ),
    ...(isJsonObject(schema['not']) ? checkKeywords(schema['not'], `${path}.not`) : []),
  ];
}

/** Whether a cause is that of a keyword which Kubernetes does not have. */
export function isNotSupported({ message }: StatusCause): boolean {
  return message.endsWith(' is not supported');
}

function checkOwn(schema: JsonObject, path: string): readonly StatusCause[] {
  const type = textOf(schema['type']);
  const causes = refused
    .filter((name) => schema[name] !== undefined)
    .map((name) => forbidden(`${path}.${name}`, `${name} is not supported`));
  if (type !== '' && !types.includes(type)) causes.push(unsupported(`${path}.type`, type, types));
  if (type === 'null') causes.push(forbidden(`${path}.type`, 'type cannot be set to null, use nullable as an alternative'));
  if (Array.isArray(schema['items'])) causes.push(forbidden(`${path}.items`, 'items must be a schema object and not an array'));
  if (schema['uniqueItems'] === true) {
    causes.push(forbidden(`${path}.uniqueItems`, 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'));
  }
  const additional = schema['additionalProperties'];
  if ((additional === false || isJsonObject(additional)) && Object.keys(objectOf(schema['properties'])).length > 0) {
    causes.push(forbidden(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    causes.push(invalid(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined'));
  }
  return causes;
}

function checkMapType(schema: JsonObject, path: string): readonly StatusCause[] {
  const mark = 'x-kubernetes-map-type';
  const mapType = schema[mark];
  if (typeof mapType !== 'string') return [];
  const type = textOf(schema['type']);
  const causes: StatusCause[] = [];
  if (type === '') causes.push(required(`${path}.type`, `must be object if ${mark} is specified`));
  else if (type !== 'object') causes.push(invalid(`${path}.type`, type, `must be object if ${mark} is specified`));
  if (mapType !== 'atomic' && mapType !== 'granular') causes.push(unsupported(`${path}.${mark}`, mapType, ['atomic', 'granular']));
  return causes;
}
