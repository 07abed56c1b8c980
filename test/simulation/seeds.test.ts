import assert from 'node:assert/strict';
import { runCommand } from '../../hack/lib/run-command.ts';

const seeds = 1_000;
/** As many processes as the machines that run this have cores. */
const processes = 2;

describe(`${seeds} seeds`, () => {
  it('leave everything as it would be without faults, and go the same way twice', async function () {
    this.timeout(1_500_000);
    const each = seeds / processes;
    const runs = Array.from({ length: processes }, (_, index) =>
      runCommand(process.execPath, ['hack/simulate/main.ts', '--seeds', String(each), '--from', String(1 + index * each)], {
        timeoutMs: 1_400_000,
      }),
    );
    for (const { code, stdout, stderr } of await Promise.all(runs)) assert.equal(code, 0, `${stdout}\n${stderr}`);
  });
});
