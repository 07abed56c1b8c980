import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closingLine, strict, sumOf } from './suite-result.ts';
import type { SuiteResult } from './suite-result.ts';

// Runs suites one after another, all by default: main.ts [unit|integration|conformance|simulation|e2e]... [--grep TEXT] [--reporter NAME] [--files GLOB]
const suites = {
  unit: { timeoutMs: 10_000, reporter: 'dot' },
  integration: { timeoutMs: 120_000, reporter: 'spec' },
  conformance: { timeoutMs: 120_000, reporter: 'spec' },
  simulation: { timeoutMs: 900_000, reporter: 'spec' },
  e2e: { timeoutMs: 600_000, reporter: 'spec' },
} as const;
type SuiteName = keyof typeof suites;

const { values, positionals } = parseArgs({
  options: { grep: { type: 'string' }, reporter: { type: 'string' }, files: { type: 'string' } },
  allowPositionals: true,
});
const names = Object.keys(suites) as SuiteName[];
const unknown = positionals.filter((name) => !names.some((known) => known === name));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
const results = names.filter((name) => positionals.length === 0 || positionals.includes(name)).map(runSuite);
rmSync(folder, { recursive: true, force: true });
const sum = sumOf(results);
if (sum.notRun.length > 0) {
  console.log(`${sum.skipped} could not run on this machine:`);
  for (const { title, reason } of sum.notRun) console.log(`  ${title}: ${reason}`);
}
const final = process.env['CI'] === 'true' ? strict(sum) : sum;
console.log(closingLine(final));
process.exitCode = final.failed === 0 && final.passed > 0 ? 0 : 1;

function runSuite(name: SuiteName): SuiteResult {
  const { timeoutMs, reporter } = suites[name];
  const resultFile = join(folder, `${name}.json`);
  console.log(`--- ${name}`);
  const args = ['--result', resultFile, '--timeout', String(timeoutMs), '--reporter', values.reporter ?? reporter];
  if (values.grep !== undefined) args.push('--grep', values.grep);
  args.push(values.files ?? `test/${name}/**/*.test.ts`);
  const { status, signal } = spawnSync(process.execPath, [join(import.meta.dirname, 'suite.ts'), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const result = readResult(resultFile) ?? { passed: 0, failed: 0, skipped: 0, notRun: [] };
  // A process that died, or would not end, has failed whatever its tests said.
  const broken = status !== 0 && result.failed === 0;
  if (broken) console.log(`the ${name} suite ended with ${signal ?? status}`);
  return broken ? { ...result, failed: 1 } : result;
}

function readResult(file: string): SuiteResult | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SuiteResult;
  } catch {
    return undefined;
  }
}
