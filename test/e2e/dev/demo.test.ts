import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withFolder } from './support/dev-folder.ts';
import { bareEnvironment, startDev } from './support/dev-process.ts';

describe('evenkeel dev --demo --exit --ephemeral', () => {
  it('brings the stack up, mends what is changed, deletes it, and leaves nothing', () =>
    withFolder(async (folder) => {
      // What the process keeps for a while, it keeps here.
      const temporary = join(folder, 'tmp');
      mkdirSync(temporary);
      const dev = startDev(['--demo', '--exit', '--ephemeral'], { ...bareEnvironment(), HOME: folder, TMPDIR: temporary });
      await dev.says('Kubernetes API');
      assert.equal(readdirSync(temporary).length, 1);
      const { status, stdout, stderr } = await dev.ended;
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
      assert.match(stdout, /Applying the 15 objects/);
      assert.match(stdout, /all Ready after \d/);
      assert.equal(stdout.match(/mended after/g)?.length, 3);
      assert.match(stdout, /all gone after \d/);
      assert.match(stdout, /AWS is empty again/);
      assert.ok(!stdout.includes('\x1b'), 'no escape codes where there is no terminal');
      assert.deepEqual(readdirSync(temporary), []);
      assert.deepEqual(readdirSync(folder), ['tmp']);
    }));
});
