import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { compileSchema } from '../../../../src/devcluster/schema/compile-schema.ts';

const fields: JsonObject = {
  s: { type: 'string' },
  i: { type: 'integer' },
  n: { type: 'number' },
  l: { type: 'array', items: { type: 'string' } },
  m: { type: 'object', additionalProperties: { type: 'integer' } },
  o: { type: 'object', properties: { x: { type: 'string' } } },
  lo: { type: 'array', items: { type: 'object', properties: { k: { type: 'string' }, v: { type: 'integer' } } } },
  t: { type: 'string', format: 'date-time' },
  d: { type: 'string', format: 'duration' },
  y: { type: 'string', format: 'byte' },
  ios: { 'x-kubernetes-int-or-string': true },
  nu: { type: 'string', nullable: true },
  namespace: { type: 'string' },
  'a.b-c/d': { type: 'string' },
};

function validate(schema: JsonObject, value: Json, old?: Json): readonly string[] {
  const compiled = compileSchema({ type: 'object', properties: { spec: schema } }, { custom: true });
  const causes = compiled.validate({ spec: value }, old === undefined ? undefined : { spec: old });
  return causes.map(({ reason, field, message }) => `${reason} ${field}: ${message}`);
}

function withRule(rule: string, more: JsonObject = {}): JsonObject {
  return { type: 'object', properties: fields, 'x-kubernetes-validations': [{ rule, ...more }] };
}

/** The rule, a value that keeps it, a value that breaks it. */
const rules: readonly (readonly [string, JsonObject, JsonObject])[] = [
  ['self.i + 1 == 3', { i: 2 }, { i: 3 }],
  ['self.n > 1', { n: 2 }, { n: 1 }],
  ['has(self.o.x)', { o: { x: 'a' } }, { o: {} }],
  ['has(self.lo[0].v)', { lo: [{ v: 1 }] }, { lo: [{}] }],
  ['self.o.x == "a"', { o: { x: 'a' } }, { o: { x: 'b' } }],
  ['self.m.all(k, self.m[k] > 1)', { m: { a: 2 } }, { m: { a: 1 } }],
  ['self.lo.exists(e, e.k == "a" && e.v > 1)', { lo: [{ k: 'a', v: 2 }] }, { lo: [{ k: 'a', v: 1 }] }],
  ['self.ios == 5 || self.ios == "50%"', { ios: '50%' }, { ios: 6 }],
  ['type(self.ios) == int', { ios: 1 }, { ios: 'a' }],
  ['!has(self.nu)', { nu: null }, { nu: 'a' }],
  ['self.__namespace__ == "x"', { namespace: 'x' }, { namespace: 'y' }],
  ['self.namespace == "x"', { namespace: 'x' }, { namespace: 'y' }],
  ['self.a__dot__b__dash__c__slash__d == "x"', { 'a.b-c/d': 'x' }, { 'a.b-c/d': 'y' }],
  ['self.t < timestamp("2024-01-01T00:00:00Z")', { t: '2023-01-01T00:00:00Z' }, { t: '2024-01-01T00:00:01Z' }],
  ['self.d > duration("1h")', { d: '61m' }, { d: '1h' }],
  ['self.y == b"hi"', { y: 'aGk=' }, { y: 'aGkh' }],
  ['self.s.matches("(?i)^a+$")', { s: 'AA' }, { s: 'b' }],
  ['self.s.find("[0-9]+") == "12"', { s: 'a12b3' }, { s: 'b' }],
  ['self.s.findAll("[0-9]") == ["1", "2"] && self.s.findAll("[0-9]", 1) == ["1"]', { s: 'a1b2' }, { s: '1' }],
  ['self.l.isSorted() && self.l.max() == "b" && self.l.min() == "a" && self.l.indexOf("b") == 1', { l: ['a', 'b'] }, { l: ['b', 'a'] }],
  ['self.l.map(x, size(x)).sum() == 3', { l: ['a', 'bb'] }, { l: [] }],
  ['self.l.distinct() == self.l && self.l.sort() == ["a", "b"]', { l: ['b', 'a'] }, { l: ['a', 'a'] }],
  ['sets.contains(self.l, ["a"]) && !sets.intersects(self.l, ["z"])', { l: ['a', 'b'] }, { l: ['b'] }],
  ['isURL(self.s) && url(self.s).getHost() == "a:1" && url(self.s).getHostname() == "a"', { s: 'https://a:1/b' }, { s: 'x' }],
  ['isIP(self.s) && ip(self.s).family() == 4 && !ip(self.s).isLoopback()', { s: '10.0.0.1' }, { s: '::1' }],
  ['isCIDR(self.s) && cidr(self.s).containsIP("10.1.2.3") && cidr(self.s).prefixLength() == 8', { s: '10.0.0.0/8' }, { s: '11.0.0.0/8' }],
  ['cidr("10.0.0.0/8").containsCIDR(self.s)', { s: '10.1.0.0/16' }, { s: '0.0.0.0/0' }],
  ['isQuantity(self.s) && quantity(self.s).isGreaterThan(quantity("1Gi"))', { s: '1.5Gi' }, { s: '1G' }],
  ['!format.dns1123Label().validate(self.s).hasValue()', { s: 'a-b' }, { s: 'A' }],
  ['"%s is %d".format([self.s, self.i]) == "a is 1"', { s: 'a', i: 1 }, { s: 'b', i: 1 }],
  ['self.?o.?x.orValue("none") == "none"', {}, { o: { x: 'a' } }],
  ['self.s.replace("a", "b").charAt(0) == "b"', { s: 'a' }, { s: 'c' }],
];

describe('rules of a schema', () => {
  for (const [rule, kept, broken] of rules) {
    it(`evaluates ${rule}`, () => {
      assert.deepEqual(validate(withRule(rule), kept), []);
      assert.deepEqual(validate(withRule(rule), broken), [`FieldValueInvalid spec: Invalid value: failed rule: ${rule}`]);
    });
  }

  it('tells the message, which may be computed, with reason and field', () => {
    const rule = 'self.i < 1';
    assert.deepEqual(validate(withRule(rule, { message: ' no ' }), { i: 1 }), ['FieldValueInvalid spec: Invalid value: no']);
    const computed = { message: 'no', messageExpression: '"is " + string(self.i)', reason: 'FieldValueForbidden', fieldPath: '.i' };
    assert.deepEqual(validate(withRule(rule, computed), { i: 1 }), ['FieldValueForbidden spec.i: Forbidden: is 1']);
    const failing = { message: 'no', messageExpression: 'self.s' };
    assert.deepEqual(validate(withRule(rule, failing), { i: 1 }), ['FieldValueInvalid spec: Invalid value: no']);
  });

  it('shows the value of a scalar', () => {
    const schema = { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == "a"' }] };
    assert.deepEqual(validate(schema, 'b'), ['FieldValueInvalid spec: Invalid value: "b": failed rule: self == "a"']);
  });

  it('tells what made a rule fail', () => {
    const failures: readonly (readonly [string, string])[] = [
      ['self.o.x == ""', 'no such key: o'],
      ['self.l[1] == ""', 'index out of bounds: 1'],
      ['1 / self.i == 1', 'division by zero'],
    ];
    for (const [rule, text] of failures) {
      const cause = `FieldValueInvalid spec: Invalid value: "object": ${text} evaluating rule: ${rule}`;
      assert.deepEqual(validate(withRule(rule), { l: ['a'], i: 0 }), [cause]);
    }
  });

  it('evaluates transition rules where there is an old value to compare with', () => {
    const immutable = { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'immutable' }] };
    const item = { type: 'object', properties: { k: { type: 'string' }, v: immutable } };
    const listOf = (more: JsonObject): JsonObject => ({ type: 'array', items: item, ...more });
    const keyed = listOf({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'] });
    const [before, after] = [
      [{ k: 'a', v: '1' }],
      [
        { k: 'b', v: '1' },
        { k: 'a', v: '2' },
      ],
    ];
    assert.deepEqual(validate(immutable, 'b'), []);
    assert.deepEqual(validate(immutable, 'b', 'a'), ['FieldValueInvalid spec: Invalid value: "b": immutable']);
    assert.deepEqual(validate(keyed, after, before), ['FieldValueInvalid spec[1].v: Invalid value: "2": immutable']);
    assert.deepEqual(validate(listOf({}), after, before), []);
  });

  it('gives an optional old value to rules that ask for one', () => {
    const rule = 'oldSelf.hasValue() ? self == oldSelf.value() : self == "first"';
    const schema = { type: 'string', 'x-kubernetes-validations': [{ rule, message: 'no', optionalOldSelf: true }] };
    assert.deepEqual(validate(schema, 'first'), []);
    assert.equal(validate(schema, 'other').length, 1);
    assert.deepEqual(validate(schema, 'other', 'other'), []);
  });

  it('forgives an update what it did not change', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string', 'x-kubernetes-validations': [{ rule: 'size(self) > 1' }] }, b: { type: 'string' } },
    };
    assert.deepEqual(validate(schema, { a: 'x', b: '2' }, { a: 'x', b: '1' }), []);
    assert.equal(validate(schema, { a: 'y' }, { a: 'x' }).length, 1);
  });

  it('evaluates nothing on an object whose structure is wrong, and says so', () => {
    assert.deepEqual(validate(withRule('self.i == 1'), { i: 'x' }).slice(1), [
      'FieldValueInvalid <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    ]);
  });

  it('sees the name in metadata, and nothing else of it', () => {
    const schema = { type: 'object', 'x-kubernetes-validations': [{ rule: 'self.metadata.name == "a"' }] };
    const compiled = compileSchema(schema, { custom: true });
    assert.deepEqual(compiled.validate({ metadata: { name: 'a' } }), []);
    assert.equal(compiled.validate({ metadata: { name: 'b' } }).length, 1);
    const labels = { type: 'object', 'x-kubernetes-validations': [{ rule: 'size(self.metadata.labels) == 0' }] };
    assert.match(
      compileSchema(labels, { custom: true }).validate({ metadata: {} })[0]?.message ?? '',
      /rule compile error: No such key: labels/u,
    );
  });

  it('stops rules that go through long lists again and again', () => {
    const l = Array.from({ length: 3000 }, () => 'x');
    const rule = 'self.l.all(a, self.l.all(b, self.l.all(c, c == "x")))';
    const [cause, ...others] = validate(withRule(rule), { l });
    assert.match(cause ?? '', /call cost exceeds limit for rule/u);
    assert.deepEqual(others, []);
  });
});
