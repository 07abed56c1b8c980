import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareOnce } from '../../../../hack/lib/prepare-once.ts';
import { runCommand } from '../../../../hack/lib/run-command.ts';

describe('prepareOnce', () => {
  let base = '';
  let folder = '';
  let builds = 0;
  const build = async (target: string): Promise<void> => {
    builds++;
    await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(join(target, 'tool'), 'ready');
  };

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'evenkeel-once-'));
    folder = join(base, 'tool-1');
    builds = 0;
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('builds at the first call only', async () => {
    await prepareOnce(folder, build);
    await prepareOnce(folder, build);
    assert.equal(builds, 1);
    assert.ok(existsSync(join(folder, 'tool')));
  });

  it('lets one of two build at a time', async () => {
    await Promise.all([prepareOnce(folder, build), prepareOnce(folder, build)]);
    assert.equal(builds, 1);
    assert.deepEqual(readdirSync(base), ['tool-1'], 'the lock is gone');
  });

  it('builds anew, in an empty folder, after a build that failed', async () => {
    const failing = async (target: string): Promise<void> => {
      writeFileSync(join(target, 'half'), '');
      await Promise.reject(new Error('no disk'));
    };
    await assert.rejects(prepareOnce(folder, failing), /no disk/);
    await prepareOnce(folder, build);
    assert.deepEqual(readdirSync(folder).sort(), ['.complete', 'tool']);
  });

  it('takes the lock of a process that died', async () => {
    const { stdout: gone } = await runCommand(process.execPath, ['-e', 'console.log(process.pid)']);
    writeFileSync(`${folder}.lock`, gone.trim());
    await prepareOnce(folder, build);
    assert.equal(builds, 1);
  });
});
