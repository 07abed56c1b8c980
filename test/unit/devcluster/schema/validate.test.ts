import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { compileSchema } from '../../../../src/devcluster/schema/compile-schema.ts';

/** `reason field: message` of each cause. */
function causesOf(schema: JsonObject, value: Json, old?: Json): readonly string[] {
  const compiled = compileSchema({ type: 'object', properties: { spec: schema } }, { custom: true });
  const causes = compiled.validate({ spec: value }, old === undefined ? undefined : { spec: old });
  return causes.map(({ reason, field, message }) => `${reason} ${field}: ${message}`);
}

const list = { type: 'array', items: { type: 'string' } };
const keyed = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['k'],
  items: { type: 'object', properties: { k: { type: 'string' }, v: { type: 'integer', minimum: 2 } } },
};

/** Texts are those of kube-apiserver 1.35. */
const cases: readonly (readonly [string, JsonObject, Json, ...string[]])[] = [
  [
    'a type',
    { type: 'integer' },
    'x',
    'FieldValueTypeInvalid spec: Invalid value: "string": spec in body must be of type integer: "string"',
  ],
  ['a null', { type: 'string' }, null, 'FieldValueTypeInvalid spec: Invalid value: "null": spec in body must be of type string: "null"'],
  ['a null that is allowed', { type: 'string', nullable: true }, null],
  ['a whole number for a number', { type: 'number' }, 1],
  [
    'a fraction',
    { type: 'integer' },
    1.5,
    'FieldValueTypeInvalid spec: Invalid value: "number": spec in body must be of type integer: "number"',
  ],
  [
    'neither integer nor string',
    { 'x-kubernetes-int-or-string': true },
    true,
    'FieldValueTypeInvalid spec: Invalid value: "boolean": spec in body must be of type integer,string: "boolean"',
  ],
  ['a missing field', { type: 'object', required: ['a'] }, {}, 'FieldValueRequired spec.a: Required value'],
  ['an enum', { type: 'string', enum: ['a', 'b'] }, 'c', 'FieldValueNotSupported spec: Unsupported value: "c": supported values: "a", "b"'],
  [
    'a number in an enum',
    { type: 'integer', enum: [1, 2] },
    3,
    'FieldValueNotSupported spec: Unsupported value: 3: supported values: "1", "2"',
  ],
  [
    'a minimum',
    { type: 'integer', minimum: 2 },
    1,
    'FieldValueInvalid spec: Invalid value: 1: spec in body should be greater than or equal to 2',
  ],
  [
    'an exclusive minimum',
    { type: 'integer', minimum: 2, exclusiveMinimum: true },
    2,
    'FieldValueInvalid spec: Invalid value: 2: spec in body should be greater than 2',
  ],
  [
    'a maximum',
    { type: 'number', maximum: 2.5 },
    2.75,
    'FieldValueInvalid spec: Invalid value: 2.75: spec in body should be less than or equal to 2.5',
  ],
  [
    'an exclusive maximum',
    { type: 'integer', maximum: 2, exclusiveMaximum: true },
    2,
    'FieldValueInvalid spec: Invalid value: 2: spec in body should be less than 2',
  ],
  ['a multiple', { type: 'integer', multipleOf: 3 }, 4, 'FieldValueInvalid spec: Invalid value: 4: spec in body should be a multiple of 3'],
  [
    'a small number',
    { type: 'number', minimum: 1 },
    1e-5,
    'FieldValueInvalid spec: Invalid value: 1e-05: spec in body should be greater than or equal to 1',
  ],
  ['a length of characters', { type: 'string', maxLength: 2 }, 'éé'],
  ['text that is too long', { type: 'string', maxLength: 1 }, 'ab', 'FieldValueTooLong spec: Too long: may not be more than 1 byte'],
  [
    'text that is too short',
    { type: 'string', minLength: 2 },
    '"',
    'FieldValueInvalid spec: Invalid value: "\\"": spec in body should be at least 2 chars long',
  ],
  ['a pattern of RE2', { type: 'string', pattern: '(?i)^a+$' }, 'AA'],
  [
    'a pattern',
    { type: 'string', pattern: '^a$' },
    'b\n',
    `FieldValueInvalid spec: Invalid value: "b\\n": spec in body should match '^a$'`,
  ],
  ['too few items', { ...list, minItems: 1 }, [], 'FieldValueInvalid spec: Invalid value: 0: spec in body should have at least 1 items'],
  ['too many items', { ...list, maxItems: 1 }, ['a', 'b'], 'FieldValueTooMany spec: Too many: 2: must have at most 1 item'],
  ['an item', list, ['a', 1], 'FieldValueTypeInvalid spec[1]: Invalid value: "integer": spec[1] in body must be of type string: "integer"'],
  [
    'too few members',
    { type: 'object', minProperties: 1 },
    {},
    'FieldValueInvalid spec: Invalid value: 0: spec in body should have at least 1 properties',
  ],
  ['too many members', { type: 'object', maxProperties: 0 }, { a: 1 }, 'FieldValueTooMany spec: Too many: 1: must have at most 0 items'],
  ['a set', { ...list, 'x-kubernetes-list-type': 'set' }, ['a', 'a', 'a'], 'FieldValueDuplicate spec[1]: Duplicate value: "a"'],
  ['keys of a list', keyed, [{ k: 'a' }, { k: 'a' }], 'FieldValueDuplicate spec[1]: Duplicate value: {"k":"a"}'],
  [
    'alternatives: the causes of the one that fits best',
    {
      type: 'object',
      properties: { a: {}, b: {} },
      anyOf: [{ required: ['a'] }, { properties: { b: { minLength: 2 } }, required: ['b'] }],
    },
    { b: 'x' },
    'FieldValueInvalid <nil>: Invalid value: "": "spec" must validate at least one schema (anyOf)',
    'FieldValueInvalid spec.b: Invalid value: "x": spec.b in body should be at least 2 chars long',
  ],
  [
    'one of two, both of which fit',
    { type: 'object', oneOf: [{}, {}] },
    {},
    'FieldValueInvalid <nil>: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found 2 valid alternatives',
  ],
  [
    'all of two',
    { type: 'string', allOf: [{ minLength: 1 }, { maxLength: 1 }] },
    'ab',
    'FieldValueTooLong spec: Too long: may not be more than 1 byte',
    'FieldValueInvalid <nil>: Invalid value: "": "spec" must validate all the schemas (allOf)',
  ],
  [
    'not',
    { type: 'string', not: { minLength: 1 } },
    'a',
    'FieldValueInvalid <nil>: Invalid value: "": "spec" must not validate the schema (not)',
  ],
  [
    'an embedded resource',
    { type: 'object', 'x-kubernetes-embedded-resource': true },
    { kind: 'no kind' },
    'FieldValueRequired spec.apiVersion: Required value',
    `FieldValueInvalid spec.kind: Invalid value: "no kind": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`,
  ],
];

const formats: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['date-time', ['2024-02-29T10:00:00Z', '2024-02-29t10:00:00.5+01:00'], ['2024-02-29', '2023-02-29T10:00:00Z', '2024-02-28T24:00:00Z']],
  ['date', ['2024-02-29'], ['2023-02-29', '2024-2-1']],
  ['byte', ['aGk='], ['aGk', '%', '']],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000', '123E4567E89B12D3A456426614174000'], ['123e4567']],
  ['ipv4', ['10.0.0.1', '010.0.0.1'], ['10.0.0.256', '::1']],
  ['ipv6', ['::1', 'fe80::1'], ['10.0.0.1', 'fe80::1%eth0']],
  ['cidr', ['10.0.0.0/8', '2001:db8::/32'], ['10.0.0.0', '10.0.0.0/33']],
  ['uri', ['https://example.com/a', '/a'], ['a', '%zz']],
  ['email', ['a@example.com'], ['a', 'a@b@c']],
  ['hostname', ['example.com'], ['a_b', '-a']],
  ['duration', ['1h30m', '2 days', '0'], ['5', 'x']],
  ['mac', ['00:1a:2b:3c:4d:5e', '001a.2b3c.4d5e'], ['00:1a']],
  ['int32', ['anything'], []],
  ['no-format', ['anything'], []],
];

describe('compiled schema: validate', () => {
  for (const [name, schema, value, ...causes] of cases) {
    it(`tells what is wrong with ${name}`, () => assert.deepEqual(causesOf(schema, value), causes));
  }

  for (const [format, right, wrong] of formats) {
    it(`checks format ${format}`, () => {
      for (const text of right) assert.deepEqual(causesOf({ type: 'string', format }, text), [], text);
      for (const text of wrong) {
        const quoted = JSON.stringify(text);
        const cause = `FieldValueTypeInvalid spec: Invalid value: ${quoted}: spec in body must be of type ${format}: ${quoted}`;
        assert.deepEqual(causesOf({ type: 'string', format }, text), [cause]);
      }
    });
  }

  it('forgives an update what it did not change, field by field and item by key', () => {
    const old = [
      { k: 'a', v: 1 },
      { k: 'b', v: 2 },
    ];
    assert.deepEqual(
      causesOf(
        keyed,
        [
          { k: 'b', v: 3 },
          { k: 'a', v: 1 },
        ],
        old,
      ),
      [],
    );
    assert.equal(causesOf(keyed, [{ k: 'a', v: 0 }], old).length, 1);
    assert.equal(causesOf(keyed, [{ k: 'c', v: 1 }], old).length, 1);
  });

  it('forgives duplicates only where there were some before', () => {
    const set = { ...list, 'x-kubernetes-list-type': 'set' };
    assert.deepEqual(causesOf(set, ['a', 'a', 'b'], ['a', 'a']), []);
    assert.equal(causesOf(set, ['a', 'a'], ['a']).length, 1);
  });

  it('leaves list types and rules of built-in types to their strategies', () => {
    const schema = { type: 'object', properties: { l: { ...list, 'x-kubernetes-list-type': 'set' } } };
    assert.deepEqual(compileSchema(schema, { custom: false }).validate({ l: ['a', 'a'] }), []);
  });
});
