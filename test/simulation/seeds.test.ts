import assert from 'node:assert/strict';
import { runCommand } from '../../hack/lib/run-command.ts';

const seeds = 1_000;
/** As many as the machines that run this have cores. */
const processes = 2;

describe(`${seeds} seeds`, () => {
  it('leave everything as it would be without faults, and go the same way twice', async function () {
    this.timeout(1_500_000);
    const args = ['hack/simulate/main.ts', '--seeds', String(seeds), '--processes', String(processes)];
    const { code, stdout, stderr } = await runCommand(process.execPath, args, { timeoutMs: 1_400_000 });
    assert.equal(code, 0, `${stdout}\n${stderr}`);
  });
});
