import { delimiter, join } from 'node:path';
import { runCommand } from '../lib/run-command.ts';
import { formatFinding } from './finding.ts';
import { readSources } from './source-file.ts';
import { verifySteps } from './steps.ts';
import type { Step } from './steps.ts';

// `npm run verify`: runs the steps, two at a time, with a line each, and shows the first lines of what is wrong.
// With names as arguments only those steps run: node hack/checks/main.ts layers lint
const workers = 2;
const shownLines = 40;
const root = join(import.meta.dirname, '../..');
process.chdir(root);
const env = { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter), FORCE_COLOR: '0' };

const wanted = process.argv.slice(2);
const steps = verifySteps().filter((step) => wanted.length === 0 || wanted.includes(step.name));
const waiting = [...steps];
const failed: string[] = [];
const began = performance.now();
await Promise.all(Array.from({ length: workers }, work));
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(failed.length === 0 ? `verified in ${seconds} s` : `failed after ${seconds} s: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 && steps.length > 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const start = performance.now();
    const problems = await run(step);
    const time = `${((performance.now() - start) / 1000).toFixed(1)} s`.padStart(7);
    console.log(`${problems === undefined ? 'ok    ' : 'FAILED'} ${time}  ${step.name}`);
    if (problems === undefined) continue;
    failed.push(step.name);
    console.log(firstLines(problems));
  }
}

/** What is wrong; undefined if nothing is. */
async function run(step: Step): Promise<string | undefined> {
  if ('check' in step) {
    const findings = step.check(readSources(root, '{src,hack,test}/**/*.ts'));
    return findings.length === 0 ? undefined : findings.map(formatFinding).join('\n');
  }
  const [command, ...args] = step.command;
  const { code, stdout, stderr } = await runCommand(command, args, { env, cwd: root });
  return code === 0 ? undefined : `${stdout}\n${stderr}`.trim();
}

function firstLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const more = lines.length > shownLines ? [`... and ${lines.length - shownLines} lines more`] : [];
  return [...lines.slice(0, shownLines), ...more].map((line) => `    ${line}`).join('\n');
}
