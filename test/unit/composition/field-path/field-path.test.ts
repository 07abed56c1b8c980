import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../../src/base/json.ts';
import { expandWildcards } from '../../../../src/composition/field-path/expand-wildcards.ts';
import { formatFieldPath } from '../../../../src/composition/field-path/field-path.ts';
import type { FieldPath } from '../../../../src/composition/field-path/field-path.ts';
import { findField, getField } from '../../../../src/composition/field-path/get-field.ts';
import { mergeValues } from '../../../../src/composition/field-path/merge-values.ts';
import { parseFieldPath } from '../../../../src/composition/field-path/parse-field-path.ts';
import { setField } from '../../../../src/composition/field-path/set-field.ts';

const field = (name: string): FieldPath[number] => ({ kind: 'field', field: name });
const index = (at: number): FieldPath[number] => ({ kind: 'index', index: at });
const wildcard: FieldPath[number] = { kind: 'wildcard' };

const parsed: readonly (readonly [text: string, path: FieldPath])[] = [
  ['metadata', [field('metadata')]],
  ['a.b', [field('a'), field('b')]],
  ['spec.subnets[0].id', [field('spec'), field('subnets'), index(0), field('id')]],
  ['items[0][8]', [field('items'), index(0), index(8)]],
  ['[42]', [index(42)]],
  ['data[.config.yml]', [field('data'), field('.config.yml')]],
  ['a["x.y/z"]', [field('a'), field('x.y/z')]],
  ["a['x']", [field('a'), field('x')]],
  ["a['it's]b']", [field('a'), field("it's]b")]],
  ["a['0']", [field('a'), field('0')]],
  ['a[99999999999]', [field('a'), field('99999999999')]],
  ['a[4294967295]', [field('a'), index(4294967295)]],
  ['a[*].b', [field('a'), wildcard, field('b')]],
  ['a.*.b', [field('a'), wildcard, field('b')]],
  ['a[0].b', [field('a'), index(0), field('b')]],
];

const refused: readonly (readonly [text: string, message: string])[] = [
  ['', 'the path is empty'],
  ['.a', 'unexpected "." at position 0'],
  ['a.', 'unexpected "." at position 1'],
  ['a..b', 'unexpected "." at position 2'],
  ['a.[0]', 'unexpected "[" at position 2'],
  ['a[]', 'unexpected "]" at position 2'],
  ['a[0', 'unterminated "[" at position 1'],
  ['a[0[1]]', 'unexpected "[" at position 3'],
  ['a]', 'unexpected "]" at position 1'],
  ['a[0]b', 'unexpected "b" at position 4'],
];

const object: JsonObject = {
  spec: { name: 'db', replicas: 0, none: null, subnets: [{ id: 'a' }, { id: 'b', zone: 'x' }], labels: { 'a.b/c': 'v' } },
};

const found: readonly (readonly [path: string, value: Json])[] = [
  ['spec.name', 'db'],
  ['spec.replicas', 0],
  ['spec.none', null],
  ['spec.subnets[1].zone', 'x'],
  ['spec.labels[a.b/c]', 'v'],
];

const notFound: readonly (readonly [path: string, fault: string, message: string])[] = [
  ['spec.other', 'missing', 'spec.other: there is no such field'],
  ['spec.other.deep', 'missing', 'spec.other: there is no such field'],
  ['spec.none.deep', 'missing', 'spec.none.deep: there is no such field'],
  ['spec.subnets[2].id', 'missing', 'spec.subnets[2]: there is no such field'],
  ['spec.toString', 'missing', 'spec.toString: there is no such field'],
  ['spec.name.x', 'mismatch', 'spec.name: not an object'],
  ['spec.name[0]', 'mismatch', 'spec.name: not an array'],
  ['spec.subnets.id', 'mismatch', 'spec.subnets: not an object'],
  ['spec.subnets[*].id', 'mismatch', 'spec.subnets: a wildcard stands for no single value'],
];

const written: readonly (readonly [path: string, expected: Json])[] = [
  ['a.b.c', { a: { b: { c: 1 } } }],
  ['a[2]', { a: [null, null, 1] }],
  ['a[1].b', { a: [null, { b: 1 }] }],
  ['a[0][1]', { a: [[null, 1]] }],
  ['a["x.y"].z', { a: { 'x.y': { z: 1 } } }],
  ['a.__proto__.b', { a: { ['__proto__']: { b: 1 } } }],
];

const expanded: readonly (readonly [path: string, paths: readonly string[]])[] = [
  ['spec.subnets[*].zone', ['spec.subnets[0].zone', 'spec.subnets[1].zone']],
  ['spec.labels.*', ['spec.labels[a.b/c]']],
  ['spec.subnets[*].*', ['spec.subnets[0].id', 'spec.subnets[1].id', 'spec.subnets[1].zone']],
  ['spec.none[*]', []],
  ['spec.other[*].x', []],
  ['spec.name', ['spec.name']],
];

const keep = { keepExisting: true, appendLists: false };
const keepAppend = { keepExisting: true, appendLists: true };
const force = { keepExisting: false, appendLists: false };
const forceAppend = { keepExisting: false, appendLists: true };

const merges: readonly (readonly [name: string, existing: Json | undefined, value: Json, options: typeof keep, expected: Json])[] = [
  ['nothing there', undefined, { a: 1 }, keep, { a: 1 }],
  ['null there', null, 'x', keep, 'x'],
  ['null over something', { a: 1 }, null, keep, null],
  ['kept scalar', 'old', 'new', keep, 'old'],
  ['empty scalar', '', 'new', keep, 'new'],
  ['forced scalar', 'old', 'new', force, 'new'],
  ['kept members', { a: 1, c: { d: 1 } }, { a: 2, b: 3, c: { d: 2, e: 3 } }, keep, { a: 1, b: 3, c: { d: 1, e: 3 } }],
  ['empty members', { a: 0, b: [], c: false, d: {} }, { a: 1, b: [1], c: true, d: 'x' }, keep, { a: 1, b: [1], c: true, d: 'x' }],
  ['forced members', { a: 1, c: { d: 1 } }, { a: 2, c: { e: 3 } }, force, { a: 2, c: { d: 1, e: 3 } }],
  ['kept list', [1], [2], keep, [1]],
  ['forced list', [1], [2], force, [2]],
  ['appended list, without what is there', [1, { a: 1 }], [{ a: 1 }, 2], keepAppend, [1, { a: 1 }, 2]],
  ['appended list in an object, as it is', { l: [1] }, { l: [1, 2] }, keepAppend, { l: [1, 1, 2] }],
  ['forced members, appended lists', { a: 1, l: [1] }, { a: 2, l: [2] }, forceAppend, { a: 2, l: [1, 2] }],
  ['list over object, kept', { a: 1 }, [1], keepAppend, { a: 1 }],
  ['list over object, forced', { a: 1 }, [1], forceAppend, [1]],
];

const path = fc.array(
  fc.oneof(fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', '.', '/', '-', '0') }).map(field), fc.nat({ max: 20 }).map(index)),
  { minLength: 1, maxLength: 5 },
);

describe('field path', () => {
  for (const [text, expected] of parsed) it(`reads ${text}`, () => assert.deepEqual(parseFieldPath(text), expected));

  for (const [text, message] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseFieldPath(text), { fault: 'syntax', message }));
  }

  for (const [text, value] of found) it(`finds ${text}`, () => assert.deepEqual(getField(object, parseFieldPath(text)), value));

  for (const [text, fault, message] of notFound) {
    it(`says why ${text} leads nowhere`, () => {
      assert.throws(() => getField(object, parseFieldPath(text)), { fault, message });
      assert.equal(findField(object, parseFieldPath(text)), undefined);
    });
  }

  for (const [text, expected] of written) {
    it(`writes ${text}`, () => assert.deepEqual(setField({}, parseFieldPath(text), 1), expected));
  }

  it('writes into what is there, and leaves the object as it was', () => {
    const before = { spec: { list: [1, 2], keep: true } };
    assert.deepEqual(setField(before, parseFieldPath('spec.list[1]'), 9), { spec: { list: [1, 9], keep: true } });
    assert.deepEqual(before, { spec: { list: [1, 2], keep: true } });
  });

  for (const [text, fault] of [
    ['spec.name.x', 'mismatch'],
    ['spec.subnets.x', 'mismatch'],
    ['spec.labels[0]', 'mismatch'],
    ['spec.list[1025]', 'bound'],
    ['[0]', 'mismatch'],
  ] as const) {
    it(`does not write ${text}`, () => assert.throws(() => setField(object, parseFieldPath(text), 1), { fault }));
  }

  for (const [text, paths] of expanded) {
    it(`expands ${text}`, () => assert.deepEqual(expandWildcards(object, parseFieldPath(text)).map(formatFieldPath), paths));
  }

  it('expands no wildcard over a text', () => {
    assert.throws(() => expandWildcards(object, parseFieldPath('spec.name[*]')), { fault: 'mismatch' });
  });

  for (const [name, existing, value, options, expected] of merges) {
    it(`merges: ${name}`, () => assert.deepEqual(mergeValues(existing, value, options), expected));
  }

  it('reads what it writes', () =>
    fc.assert(fc.property(path, (segments) => assert.deepEqual(parseFieldPath(formatFieldPath(segments)), segments))));

  it('finds what it set', () =>
    fc.assert(
      fc.property(path, fc.jsonValue(), (segments, value) => {
        const root = [field('root'), ...segments];
        assert.deepEqual(getField(setField({}, root, value as Json), root), value);
      }),
    ));
});
