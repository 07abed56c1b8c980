import assert from 'node:assert/strict';
import { MalformedBody, readJson, readYaml } from '../../../../src/devcluster/server/read-json.ts';

describe('readJson', () => {
  it('takes the last of two members and names both forms of the complaint', () => {
    assert.deepEqual(readJson('{"a":1,"a":2}'), { value: { a: 2 }, duplicates: ['duplicate field "a"'], refusal: 'duplicate field "a"' });
  });

  for (const [name, text] of [
    ['nothing', ''],
    ['half an object', '{"a":'],
    ['what is nested deeper than anybody writes', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ] as const) {
    it(`refuses ${name}`, () => assert.throws(() => readJson(text), MalformedBody));
  }
});

describe('readYaml', () => {
  it('reads YAML and says in which line a key comes again', () => {
    assert.deepEqual(readYaml('kind: Foo\nspec:\n  s: a\n  s: b\n'), {
      value: { kind: 'Foo', spec: { s: 'b' } },
      duplicates: ['line 4: key "s" already set in map'],
      refusal: 'yaml: unmarshal errors:\n  line 4: key "s" already set in map',
    });
  });

  it('refuses what is no YAML', () => assert.throws(() => readYaml('a: b: c'), MalformedBody));

  it('refuses aliases that grow without end', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level++) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    }
    assert.throws(() => readYaml(lines.join('\n')), MalformedBody);
  });
});
