import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentOf, parsePair, type Pair } from './pair.ts';
import { closingLine, emptyResult, leftOutLines, strict, sumOf } from './suite-result.ts';
import type { SuiteResult } from './suite-result.ts';

// Runs suites one after another, all by default:
// main.ts [unit|integration|conformance|simulation|e2e]... [--grep TEXT] [--reporter NAME] [--files GLOB] [--pair CLUSTER/CLOUD]...
const suites = {
  unit: { timeoutMs: 10_000, reporter: 'dot' },
  integration: { timeoutMs: 120_000, reporter: 'spec' },
  conformance: { timeoutMs: 120_000, reporter: 'spec' },
  simulation: { timeoutMs: 900_000, reporter: 'spec' },
  e2e: { timeoutMs: 600_000, reporter: 'spec' },
} as const;
type SuiteName = keyof typeof suites;

const { values, positionals } = parseArgs({
  options: {
    grep: { type: 'string' },
    reporter: { type: 'string' },
    files: { type: 'string' },
    pair: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
});
const names = Object.keys(suites) as SuiteName[];
const unknown = positionals.filter((name) => !names.some((known) => known === name));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
const pairs = pairsAsked();
const results = names.filter((name) => positionals.length === 0 || positionals.includes(name)).flatMap(runEach);
rmSync(folder, { recursive: true, force: true });
const sum = sumOf(results);
for (const line of leftOutLines(sum)) console.log(line);
const final = process.env['CI'] === 'true' ? strict(sum) : sum;
console.log(closingLine(final));
process.exitCode = final.failed === 0 && final.passed > 0 ? 0 : 1;

function pairsAsked(): readonly Pair[] {
  try {
    return values.pair.map(parsePair);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

/** The controller's end-to-end tests run once for each pair; what else there is, runs once. */
function runEach(name: SuiteName): readonly SuiteResult[] {
  const all = `test/${name}/**/*.test.ts`;
  if (name !== 'e2e') return [runSuite({ name, files: all })];
  const [first, ...others] = pairs;
  return [runSuite({ name, files: all, pair: first }), ...others.map((pair) => runSuite({ name, files: `test/${name}/*.test.ts`, pair }))];
}

interface Run {
  readonly name: SuiteName;
  readonly files: string;
  readonly pair?: Pair | undefined;
}

function runSuite({ name, files, pair }: Run): SuiteResult {
  const { timeoutMs, reporter } = suites[name];
  const title = pair === undefined ? name : `${name} on ${pair.cluster}/${pair.cloud}`;
  const resultFile = join(folder, `${title.replaceAll(/[ /]/g, '-')}.json`);
  console.log(`--- ${title}`);
  const args = ['--result', resultFile, '--timeout', String(timeoutMs), '--reporter', values.reporter ?? reporter];
  if (values.grep !== undefined) args.push('--grep', values.grep);
  args.push(values.files ?? files);
  const { status, signal } = spawnSync(process.execPath, [join(import.meta.dirname, 'suite.ts'), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environmentOf(pair) },
  });
  const result = readResult(resultFile) ?? emptyResult;
  // A process that died, or would not end, has failed whatever its tests said.
  const broken = status !== 0 && result.failed === 0;
  if (broken) console.log(`the ${title} suite ended with ${signal ?? status}`);
  return broken ? { ...result, failed: 1 } : result;
}

function readResult(file: string): SuiteResult | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SuiteResult;
  } catch {
    return undefined;
  }
}
