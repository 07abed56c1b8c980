import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests } from '../../../../src/cli/dev/manifests.ts';

const object = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

describe('readManifests of evenkeel dev', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

  it('gives the objects of all files by name, several of a file in their order', () => {
    write('b.yaml', object('third'));
    write('a.yaml', `${object('first')}---\n${object('second')}`);
    write('README.md', 'no YAML: [');
    assert.deepEqual(
      readManifests(folder).map(({ metadata }) => metadata.name),
      ['first', 'second', 'third'],
    );
  });

  for (const [name, text, says] of [
    ['what is no YAML', 'a: [', /a\.yaml: .*flow/i],
    ['an object without a kind', 'apiVersion: v1\nmetadata:\n  name: x\n', /a\.yaml: an object with apiVersion, kind and metadata\.name/],
    ['a list', '- a\n', /a\.yaml: an object with/],
  ] as const)
    it(`names the file of ${name}`, () => {
      write('a.yaml', text);
      assert.throws(() => readManifests(folder), says);
    });
});
