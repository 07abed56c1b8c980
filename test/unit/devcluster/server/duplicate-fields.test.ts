import assert from 'node:assert/strict';
import fc from 'fast-check';
import { duplicateFields } from '../../../../src/devcluster/server/duplicate-fields.ts';

describe('duplicateFields', () => {
  const cases = [
    ['none', '{"a":1,"b":{"a":1}}', []],
    ['at the root', '{"a":1,"a":2}', ['a']],
    ['below', '{"spec":{"s":"a","s":"b"}}', ['spec.s']],
    ['in a list', '{"rules":[{},{"x":1, "x" : [2]}]}', ['rules[1].x']],
    ['three times', '{"a":1,"a":1,"a":1}', ['a', 'a']],
    ['an escaped name', String.raw`{"a":1,"\u0061":2}`, ['a']],
    ['quotes and brackets in texts', String.raw`{"a":"}{\"","b":"\\","b":"]"}`, ['b']],
    ['empty lists and objects', '[ [], {}, [ ] ]', []],
  ] as const;
  for (const [name, text, found] of cases) it(`finds duplicates: ${name}`, () => assert.deepEqual(duplicateFields(text), found));

  it('finds none in what JSON.stringify writes, however it is indented', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        assert.deepEqual(duplicateFields(JSON.stringify(value, undefined, indent)), []);
      }),
    );
  });

  it('finds the member that is written again into any object, and no other', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (object) => {
        const [name = ''] = Object.keys(object);
        const text = `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(name)}:null}`;
        assert.deepEqual(duplicateFields(text), [name]);
      }),
    );
  });
});
