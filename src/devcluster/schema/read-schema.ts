import type { Json, JsonObject } from '../api/dev-object.ts';
import { knownFormat } from './formats.ts';
import { isJsonObject, listOf, membersOf, numberOf, objectOf, textOf, textsOf } from './json-members.ts';
import type { SchemaNode, ValidationRule, ValueLimits } from './schema-node.ts';

/** Reads an OpenAPI v3 schema with Kubernetes' extensions. Does not check it: what is of the wrong type counts as absent. */
export function readSchema(schema: JsonObject): SchemaNode {
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  const additional = schema['additionalProperties'];
  return {
    types: intOrString ? ['integer', 'string'] : texts(schema['type']),
    nullable: schema['nullable'] === true,
    properties: new Map(membersOf(objectOf(schema['properties'])).map(([name, property]) => [name, readSchema(objectOf(property))])),
    isMap: additional === true || isJsonObject(additional),
    additional: optional(additional),
    items: optional(schema['items']),
    required: textsOf(schema['required']),
    default: schema['default'],
    limits: readLimits(schema),
    allOf: schemas(schema['allOf']),
    anyOf: schemas(schema['anyOf']),
    oneOf: schemas(schema['oneOf']),
    not: optional(schema['not']),
    preserveUnknown: schema['x-kubernetes-preserve-unknown-fields'] === true,
    embedded: schema['x-kubernetes-embedded-resource'] === true,
    intOrString,
    listType: textOf(schema['x-kubernetes-list-type']),
    listKeys: textsOf(schema['x-kubernetes-list-map-keys']),
    rules: listOf(schema['x-kubernetes-validations']).map((rule) => readRule(objectOf(rule))),
  };
}

/** Reads one of `x-kubernetes-validations`. */
export function readRule(rule: JsonObject): ValidationRule {
  return {
    rule: textOf(rule['rule']),
    message: textOf(rule['message']),
    messageExpression: textOf(rule['messageExpression']),
    reason: typeof rule['reason'] === 'string' ? rule['reason'] : undefined,
    fieldPath: textOf(rule['fieldPath']),
    optionalOldSelf: rule['optionalOldSelf'] === true,
  };
}

function readLimits(schema: JsonObject): ValueLimits {
  const allowed = listOf(schema['enum']);
  return {
    format: knownFormat(textOf(schema['format'])),
    enum: allowed.length > 0 ? allowed : undefined,
    minimum: numberOf(schema['minimum']),
    maximum: numberOf(schema['maximum']),
    exclusiveMinimum: schema['exclusiveMinimum'] === true,
    exclusiveMaximum: schema['exclusiveMaximum'] === true,
    multipleOf: numberOf(schema['multipleOf']),
    minLength: numberOf(schema['minLength']),
    maxLength: numberOf(schema['maxLength']),
    pattern: textOf(schema['pattern']),
    minItems: numberOf(schema['minItems']),
    maxItems: numberOf(schema['maxItems']),
    uniqueItems: schema['uniqueItems'] === true,
    minProperties: numberOf(schema['minProperties']),
    maxProperties: numberOf(schema['maxProperties']),
  };
}

function texts(type: Json | undefined): readonly string[] {
  return typeof type === 'string' && type !== '' ? [type] : [];
}

function optional(schema: Json | undefined): SchemaNode | undefined {
  return isJsonObject(schema) ? readSchema(schema) : undefined;
}

function schemas(list: Json | undefined): readonly SchemaNode[] {
  return listOf(list).map((schema) => readSchema(objectOf(schema)));
}
