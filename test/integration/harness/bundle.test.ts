import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../hack/lib/run-command.ts';

const root = join(import.meta.dirname, '../../..');

describe('the bundle', () => {
  it('runs where there are no node_modules', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-bundle-'));
    try {
      const built = await runCommand(process.execPath, [join(root, 'hack/bundle.ts')], { cwd: root });
      assert.equal(built.stderr, '');
      cpSync(join(root, 'dist/evenkeel.mjs'), join(folder, 'evenkeel.mjs'));
      const { code, stdout, stderr } = await runCommand(join(folder, 'evenkeel.mjs'), ['run', '--help'], { cwd: folder });
      assert.equal(stderr, '');
      assert.match(stdout, /--control-plane/);
      assert.equal(code, 0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
