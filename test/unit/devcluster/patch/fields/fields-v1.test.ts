import assert from 'node:assert/strict';
import { decodeFieldsV1, encodeFieldsV1, sharedSet } from '../../../../../src/devcluster/patch/fields/fields-v1.ts';
import { emptySet, leafSet, setOfPaths } from '../../../../../src/devcluster/patch/fields/field-set.ts';

const specOf = (name: string): readonly (readonly string[])[] => [
  ['f:spec', `f:${name}`],
  ['f:spec', 'f:size'],
];

describe('fieldsV1', () => {
  it('is one object for all who have the same fields', () => {
    const first = sharedSet(setOfPaths(specOf('colour')));
    const second = sharedSet(setOfPaths(specOf('colour').toReversed()));
    assert.equal(second, first);
    assert.equal(encodeFieldsV1(second), encodeFieldsV1(first));
    assert.deepEqual(encodeFieldsV1(first), { 'f:spec': { 'f:colour': {}, 'f:size': {} } });
    assert.notEqual(sharedSet(setOfPaths(specOf('taste'))), first);
  });

  it('is read into one set, whatever the order of its members', () => {
    const read = decodeFieldsV1({ 'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } }, 'f:spec': {} });
    assert.ok(read !== undefined);
    assert.equal(decodeFieldsV1({ 'f:spec': {}, 'f:metadata': { 'f:labels': { 'f:a': {}, '.': {} } } }), read);
  });

  it('is not remembered without end', () => {
    const first = sharedSet(setOfPaths(specOf('first')));
    for (let index = 0; index < 1_000; index += 1) sharedSet(setOfPaths(specOf(`other-${index}`)));
    const again = sharedSet(setOfPaths(specOf('first')));
    assert.notEqual(again, first);
    assert.deepEqual(encodeFieldsV1(again), encodeFieldsV1(first));
  });

  for (const [name, fields] of [
    ['an element of no kind', { 'x:spec': {} }],
    ['a value that is no object', { 'f:spec': 'all' }],
    ['one that is malformed below', { 'f:spec': { size: {} } }],
  ] as const)
    it(`has no set for ${name}`, () => assert.equal(decodeFieldsV1(fields), undefined));

  it('of no path and of the root alone is one without members', () => {
    assert.equal(decodeFieldsV1({}), emptySet);
    assert.deepEqual(encodeFieldsV1(emptySet), {});
    assert.deepEqual(encodeFieldsV1(sharedSet(leafSet)), { '.': {} });
  });
});
