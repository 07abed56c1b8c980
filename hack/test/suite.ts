import { globSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { leftOut, leftToOthers } from '../../test/support/requirements.ts';
import type { SuiteResult } from './suite-result.ts';

// Runs the test files of one suite in this process and writes a SuiteResult: suite.ts --result FILE [--grep TEXT] GLOB...
const { values, positionals } = parseArgs({
  options: { result: { type: 'string' }, grep: { type: 'string' }, timeout: { type: 'string' }, reporter: { type: 'string' } },
  allowPositionals: true,
});
/** How long the process may live after its last test: then something was left open. */
const graceMs = 10_000;

const mocha = new Mocha({
  reporter: values.reporter ?? 'spec',
  timeout: Number(values.timeout ?? 10_000),
  checkLeaks: true,
  forbidOnly: process.env['CI'] === 'true',
  ...(values.grep === undefined ? {} : { grep: values.grep }),
});
for (const file of globSync(positionals).sort()) mocha.addFile(file);
await mocha.loadFilesAsync();
const runner = mocha.run((failures) => {
  const { passes, pending } = runner.stats ?? { passes: 0, pending: 0 };
  const others = leftToOthers();
  const skipped = pending - others.length;
  const result: SuiteResult = { passed: passes, failed: failures, skipped, notRun: leftOut(), leftToOthers: others };
  if (values.result !== undefined) writeFileSync(values.result, JSON.stringify(result));
  process.exitCode = failures === 0 ? 0 : 1;
  setTimeout(stillOpen, graceMs).unref();
});

function stillOpen(): void {
  console.error(`the process still lives ${graceMs / 1000} s after its last test, held by: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(2);
}
