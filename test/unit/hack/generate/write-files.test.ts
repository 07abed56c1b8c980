import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generatedFiles, ownedFolders } from '../../../../hack/generate/generated-files.ts';
import { staleFiles, writeFiles } from '../../../../hack/generate/write-files.ts';

describe('generated files', () => {
  it('are as the schemas say: run npm run generate', async () => {
    const root = resolve(import.meta.dirname, '../../../..');
    assert.deepEqual(await staleFiles(root, await generatedFiles(root), ownedFolders), []);
  });

  describe('in a folder', () => {
    const files = [
      { path: 'made/a.yaml', content: 'a' },
      { path: 'made/b.yaml', content: 'b' },
    ];
    const owned = [{ path: 'made', suffix: '.yaml' }];
    let root = '';

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'evenkeel-generate-'));
    });
    afterEach(() => rm(root, { recursive: true }));

    it('are all stale before they are written, and fresh afterwards', async () => {
      assert.deepEqual(await staleFiles(root, files, owned), ['made/a.yaml', 'made/b.yaml']);
      await writeFiles(root, files, owned);
      assert.deepEqual(await staleFiles(root, files, owned), []);
    });

    it('are stale when edited, missing or left over from a kind that went; writing mends all three and leaves other files alone', async () => {
      await writeFiles(root, files, owned);
      await writeFile(join(root, 'made/a.yaml'), 'edited');
      await rm(join(root, 'made/b.yaml'));
      await writeFile(join(root, 'made/gone.yaml'), 'x');
      await writeFile(join(root, 'made/other.md'), 'x');
      assert.deepEqual(await staleFiles(root, files, owned), ['made/a.yaml', 'made/b.yaml', 'made/gone.yaml']);
      await writeFiles(root, files, owned);
      assert.deepEqual(await staleFiles(root, files, owned), []);
      assert.equal(await readFile(join(root, 'made/other.md'), 'utf8'), 'x');
    });
  });
});
