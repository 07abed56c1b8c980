import type { FieldSchema, FieldType, Fields } from '../kind-schema.ts';
import { type CelRule, type OpenApi, validations } from './open-api.ts';
import { referenceProperties } from './reference-schema.ts';
import { maxTagValueLength, maxUserTags, tagRules } from './tag-rules.ts';
import { unsupportedRules } from './unsupported-rules.ts';

const defaultMaxLength = 1024;
const defaultMaxItems = 100;
/** Eight groups of four digits, seven colons, an IPv4 tail and the prefix length fit. */
const maxCidrLength = 49;

/** The properties of a spec member (forProvider, initProvider) made from its fields, references beside them. */
export function specProperties(fields: Fields, once: boolean): Readonly<Record<string, OpenApi>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => [
      [name, specField(name, field, once)],
      ...Object.entries(referenceProperties(name, field)),
    ]),
  );
}

/** `once`: transition rules are wanted, that is, create-only fields can't be changed. */
function specField(name: string, field: FieldSchema, once: boolean): OpenApi {
  const transition: readonly CelRule[] =
    field.createOnly === true && once ? [{ rule: 'self == oldSelf', message: immutableMessage(name), reason: 'FieldValueInvalid' }] : [];
  const shape = specShape(field);
  return { description: describe(field), ...shape, ...validations([...(shape['x-kubernetes-validations'] ?? []), ...transition]) };
}

/** The message of a refused change. */
export function immutableMessage(name: string): string {
  return `${name} is immutable: AWS can't change it in place; put the old value back, or make a new object`;
}

/** A field's description with what else a reader of `kubectl explain` wants to know. */
export function describe(field: FieldSchema): string {
  return [
    field.description,
    field.createOnly === true ? ' Immutable once set.' : '',
    field.required === true ? ' Needed to create.' : '',
    field.unsupported === undefined ? '' : ` Refused: ${field.unsupported}.`,
    field.aws === undefined ? '' : ` AWS: ${field.aws}.`,
  ].join('');
}

function specShape(field: FieldSchema): OpenApi {
  return shapes[field.type](field);
}

const shapes: Readonly<Record<FieldType, (field: FieldSchema) => OpenApi>> = {
  string: stringShape,
  integer: (field) => ({ type: 'integer', ...rangeOf(field) }),
  number: (field) => ({ type: 'number', ...rangeOf(field) }),
  boolean: () => ({ type: 'boolean' }),
  map: () => ({
    type: 'object',
    maxProperties: maxUserTags,
    additionalProperties: { type: 'string', maxLength: maxTagValueLength },
    ...validations(tagRules),
  }),
  strings: (field) => listShape(field, stringShape(field)),
  object: objectShape,
  objects: (field) => listShape({ ...field, ordered: true }, objectShape(field)),
  secretRef: () => secretRefShape,
};

function rangeOf({ minimum, maximum }: FieldSchema): OpenApi {
  return { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
}

function stringShape({ enum: values = [], pattern, format, minLength, maxLength }: FieldSchema): OpenApi {
  if (values.length > 0) return { type: 'string', enum: values };
  return {
    type: 'string',
    maxLength: maxLength ?? (format === undefined ? defaultMaxLength : maxCidrLength),
    ...(minLength === undefined ? {} : { minLength }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(format === undefined ? {} : { format: 'cidr', ...validations(cidrRules[format]) }),
  };
}

/** Kubernetes 1.30 checks the format `cidr`, but its CEL has `cidr()` only for rules made with 1.31: the family is told by the colon. */
const cidrRules: Readonly<Record<NonNullable<FieldSchema['format']>, readonly CelRule[]>> = {
  cidr: [],
  'ipv4-cidr': [{ rule: "!self.contains(':')", message: 'must be an IPv4 CIDR block, such as 10.0.0.0/16' }],
  'ipv6-cidr': [{ rule: "self.contains(':')", message: 'must be an IPv6 CIDR block, such as 2001:db8::/56' }],
};

function listShape(field: FieldSchema, items: OpenApi): OpenApi {
  return {
    type: 'array',
    maxItems: field.maxItems ?? defaultMaxItems,
    'x-kubernetes-list-type': field.ordered === true ? 'atomic' : 'set',
    items,
  };
}

function objectShape(field: FieldSchema): OpenApi {
  const fields = field.fields ?? {};
  return { type: 'object', properties: specProperties(fields, false), ...validations(unsupportedRules(fields)) };
}

const secretRefShape: OpenApi = {
  type: 'object',
  title: 'SecretReference',
  required: ['name', 'key'],
  properties: {
    name: { type: 'string', description: 'Name of the Secret.', minLength: 1, maxLength: 253 },
    key: { type: 'string', description: "Key in the Secret's data.", minLength: 1, maxLength: 253 },
    namespace: {
      type: 'string',
      description: "The object's own namespace; another one is refused. Default: the object's own.",
      maxLength: 63,
    },
  },
};
