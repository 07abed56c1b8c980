import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newestKubectl } from '../../support/kubectl.ts';
import { withFolder } from './support/dev-folder.ts';
import { bareEnvironment, runEvenkeel } from './support/dev-process.ts';

const page = join(import.meta.dirname, '../../../examples/compositions/README.md');

describe('examples/compositions/README.md', () => {
  it('can be followed on evenkeel dev, command by command', function () {
    this.timeout(180_000);
    return withFolder(async (folder) => {
      const blocks = [...(await readFile(page, 'utf8')).matchAll(/```sh\n([^]*?)```/g)].map(([, text = '']) => text);
      assert.ok(blocks.length > 5);
      assert.equal(blocks[0], 'npx evenkeel dev\n', 'what is running when the others are run');
      // evenkeel dev has set it for the command.
      const commands = blocks.slice(1).map((text) => text.replace('export KUBECONFIG=$PWD/.evenkeel/kubeconfig\n', ''));
      const kubectl = await newestKubectl();
      const script = [
        'set -eu',
        `kubectl() { '${kubectl.path}' --cache-dir '${join(folder, 'cache')}' "$@"; }`,
        ...commands,
        'echo "left: $(kubectl get managed,composite -A -o name)"',
      ].join('\n');
      const env = { ...bareEnvironment(), PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` };
      const { status, stdout, stderr } = await runEvenkeel(['dev', '--dir', folder, '--', 'sh', '-c', script], env);
      assert.equal(status, 0, `${stdout}\n${stderr}`);
      assert.match(stdout, /backend\.platform\.example\.org\/shop condition met/);
      assert.match(stdout, /^left: $/m);
    });
  });
});
