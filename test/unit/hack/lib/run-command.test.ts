import assert from 'node:assert/strict';
import { runCommand } from '../../../../hack/lib/run-command.ts';

describe('runCommand', () => {
  const sh = (script: string, options = {}): ReturnType<typeof runCommand> => runCommand('/bin/sh', ['-c', script], options);

  it('gives exit code and both outputs', async () => {
    assert.deepEqual(await sh('echo out; echo err >&2; exit 7'), { code: 7, stdout: 'out\n', stderr: 'err\n' });
  });
  it('hands input in', async () => assert.equal((await sh('cat', { input: 'text' })).stdout, 'text'));
  it('ends what takes too long', async () => assert.equal((await sh('exec sleep 60', { timeoutMs: 50 })).code, 128));
  it('says what could not be started', async () => {
    const { code, stderr } = await runCommand('/none/such', []);
    assert.equal(code, 128);
    assert.match(stderr, /ENOENT/);
  });
});
