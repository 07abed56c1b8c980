import assert from 'node:assert/strict';
import { findByJsonPath } from '../../../../src/devcluster/json-path/json-path.ts';
import { JsonPathError } from '../../../../src/devcluster/json-path/parse-json-path.ts';

const object = {
  spec: { color: 'red', tags: ['a', 'b', 'c'], 'b.c': 1, nested: { color: 'blue' } },
  conditions: [
    { type: 'Synced', status: 'False', age: 3 },
    { type: 'Ready', status: 'True', age: 7 },
  ],
};

describe('findByJsonPath', () => {
  const cases = [
    ['a member', '.spec.color', ['red']],
    ['braces', '{.spec.color}', ['red']],
    ['nothing where a member is missing', '.spec.size.width', []],
    ['a member in quotes', ".spec['b.c']", [1]],
    ['an escaped dot', String.raw`.spec.b\.c`, [1]],
    ['an index', '.spec.tags[1]', ['b']],
    ['a negative index', '.spec.tags[-1]', ['c']],
    ['an index too far', '.spec.tags[7]', []],
    ['a range', '.spec.tags[0:2]', ['a', 'b']],
    ['an open range', '.spec.tags[1:]', ['b', 'c']],
    ['every second', '.spec.tags[::2]', ['a', 'c']],
    ['several indices', '.spec.tags[0,2]', ['a', 'c']],
    ['all items', '.conditions[*].type', ['Synced', 'Ready']],
    ['all members', '.spec.nested.*', ['blue']],
    ['every depth', '..color', ['red', 'blue']],
    ['a filter', '.conditions[?(@.type=="Ready")].status', ['True']],
    ['a filter in single quotes', ".conditions[?(@.type=='Ready')].status", ['True']],
    ['a filter that differs', '.conditions[?(@.type != "Ready")].status', ['False']],
    ['a filter that compares numbers', '.conditions[?(@.age>3)].type', ['Ready']],
    ['a filter that compares with what is not there', '.conditions[?(@.size>3)].type', []],
    ['a filter that asks for presence', '.conditions[?(@.age)].type', ['Synced', 'Ready']],
    ['no member that objects have by themselves', '.spec.constructor', []],
  ] as const;
  for (const [name, path, found] of cases) {
    it(`finds ${name}: ${path}`, () => assert.deepEqual(findByJsonPath(path, object), found));
  }

  for (const path of ['spec.color', '.spec[', '.spec[a]', '.a[?(@.b==c)]']) {
    it(`takes ${path} for no path`, () => assert.throws(() => findByJsonPath(path, object), JsonPathError));
  }
});
