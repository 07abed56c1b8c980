import assert from 'node:assert/strict';
import { runCommand } from '../../../hack/lib/run-command.ts';

/** As many as the machines that run this have cores. */
const processes = 2;

/** Runs `npm run simulate` with these options; throws with what it printed when something is wrong. */
export async function simulate(options: readonly string[]): Promise<void> {
  const args = ['hack/simulate/main.ts', ...options, '--processes', String(processes)];
  const { code, stdout, stderr } = await runCommand(process.execPath, args, { timeoutMs: 1_400_000 });
  assert.equal(code, 0, `${stdout}\n${stderr}`);
}
