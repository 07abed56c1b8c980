import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withFolder } from './support/dev-folder.ts';
import { bareEnvironment, startDev } from './support/dev-process.ts';

const mostMs = 5_000;

describe('evenkeel dev', () => {
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    it(`stops in order at ${name}`, () =>
      withFolder(async (folder) => {
        const dev = startDev(['--dir', folder]);
        await dev.says('Ctrl-C');
        assert.ok(existsSync(join(folder, 'objects', 'lock')));
        const toldAt = performance.now();
        dev.signal(name);
        const { status, stderr } = await dev.ended;
        assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
        assert.ok(performance.now() - toldAt < mostMs);
        assert.ok(!existsSync(join(folder, 'objects', 'lock')));
      }));

  it('ends at once at a second signal, while its command will not end', () =>
    withFolder(async (folder) => {
      const dev = startDev(['--dir', folder, '--', 'sh', '-c', "trap 'echo told' TERM; echo runs; while :; do sleep 0.2; done"]);
      await dev.says('runs');
      dev.signal('SIGTERM');
      await dev.says('told');
      const toldAt = performance.now();
      dev.signal('SIGINT');
      assert.equal((await dev.ended).status, 1);
      assert.ok(performance.now() - toldAt < mostMs);
    }));

  it('takes an ephemeral folder away at a second signal too', () =>
    withFolder(async (parent) => {
      const temporary = join(parent, 'tmp');
      mkdirSync(temporary);
      const command = ['--', 'sh', '-c', "trap 'echo told' TERM; echo runs; while :; do sleep 0.2; done"];
      const dev = startDev(['--ephemeral', ...command], { ...bareEnvironment(), TMPDIR: temporary });
      await dev.says('runs');
      assert.equal(readdirSync(temporary).length, 1);
      dev.signal('SIGTERM');
      await dev.says('told');
      dev.signal('SIGTERM');
      assert.equal((await dev.ended).status, 1);
      assert.deepEqual(readdirSync(temporary), []);
    }));
});
