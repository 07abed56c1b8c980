import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SandboxJob } from '../../../src/composition/typescript/sandbox.ts';
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
      assert.deepEqual(await outcomeOf(join(folder, 'evenkeel.mjs')), { type: 'done', output: '{"sum":3}' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** What the bundle's thread for programs of compositions makes of one. */
async function outcomeOf(bundle: string): Promise<unknown> {
  const worker = new Worker(bundle);
  try {
    const job = { source: 'export default ({ a }) => ({ sum: a + 1 });', input: '{"a":2}', limits: { memoryBytes: 1 << 20, timeMs: 5000 } };
    worker.postMessage(job satisfies SandboxJob);
    const received: readonly unknown[] = await once(worker, 'message');
    return received[0];
  } finally {
    await worker.terminate();
  }
}
