import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { newestKubectl } from '../../support/kubectl.ts';
import { isRunning } from '../../support/until.ts';
import { withFolder } from './support/dev-folder.ts';
import { runEvenkeel, startDev } from './support/dev-process.ts';

describe('evenkeel dev -- command', () => {
  it('gives kubectl its kubeconfig', () =>
    withFolder(async (folder) => {
      const kubectl = await newestKubectl();
      const args = [kubectl.path, '--cache-dir', join(folder, 'cache'), 'get', 'crds', '-o', 'name'];
      const { status, stdout, stderr } = await runEvenkeel(['dev', '--dir', folder, '--', ...args]);
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
      assert.match(stdout, /^customresourcedefinition.apiextensions.k8s.io\/vpcs\.ec2\.aws\.evenkeel\.dev$/m);
      assert.ok(!existsSync(join(folder, 'objects', 'lock')));
    }));

  it('tells the command where things are, passes its exit status on, and stops', () =>
    withFolder(async (folder) => {
      const script = 'echo "$KUBECONFIG $AWS_ENDPOINT_URL $AWS_REGION"; exit 7';
      const { status, stdout } = await runEvenkeel(['dev', '--dir', folder, '--', 'sh', '-c', script]);
      assert.equal(status, 7);
      const [kubeconfig, endpoint = '', region] = stdout.trim().split(' ');
      assert.deepEqual([kubeconfig, region], [join(folder, 'kubeconfig'), 'us-east-1']);
      assert.match(endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
      await assert.rejects(fetch(endpoint), 'simulated AWS has stopped');
    }));

  it('ends with 128 and the number of the signal that ended the command', async () => {
    const { status } = await runEvenkeel(['dev', '--ephemeral', '--', 'sh', '-c', 'kill -KILL $$']);
    assert.equal(status, 137);
  });

  it('ends the command when it is told to stop', async () => {
    const dev = startDev(['--ephemeral', '--', 'sh', '-c', 'echo "pid $$ runs"; exec sleep 60']);
    await dev.says('runs');
    const pid = Number(/pid (\d+)/.exec(dev.stdout())?.[1]);
    assert.ok(isRunning(pid));
    dev.signal('SIGTERM');
    assert.equal((await dev.ended).status, 143);
    assert.ok(!isRunning(pid));
  });

  it("names a command that can't be run", async () => {
    const { status, stderr } = await runEvenkeel(['dev', '--ephemeral', '--', 'no-such-program']);
    assert.equal(status, 1);
    assert.match(stderr, /^evenkeel: no-such-program can't be run: .*ENOENT/);
  });
});
