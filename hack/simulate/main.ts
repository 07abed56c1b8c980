import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { runSeeds } from './run-seeds.ts';
import { runSingleFaults } from './run-single-faults.ts';

/*
 * Runs the simulation: main.ts [--seeds N] [--from S] [--repeat-every K] | --single-faults [--workload TEXT], [--processes P].
 * Each seed runs twice, or every K-th. Exit codes: 0 all is as it should be, 1 not, 2 the command line can't be used.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    from: { type: 'string', default: '1' },
    'repeat-every': { type: 'string', default: '1' },
    'single-faults': { type: 'boolean', default: false },
    workload: { type: 'string', default: '' },
    processes: { type: 'string', default: '1' },
    part: { type: 'string', default: '1' },
  },
});

// What nobody waits for must not fail unseen.
process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});

const parts = count('processes');
const part = process.send === undefined ? undefined : count('part');
const failed = parts > 1 && part === undefined ? await runParts() : await runPart((part ?? 1) - 1);
process.exit(failed === 0 ? 0 : 1);

/** The whole number from 1 on that an option gives. */
function count(option: 'seeds' | 'from' | 'repeat-every' | 'processes' | 'part'): number {
  const value = Number(values[option]);
  if (Number.isInteger(value) && value >= 1) return value;
  console.error(`simulate: --${option} takes a whole number from 1 on`);
  return process.exit(2);
}

/** Gives how many failed. `index`: of the part, from 0. */
function runPart(index: number): Promise<number> {
  if (values['single-faults']) return runSingleFaults({ index, parts, workload: values.workload });
  return runSeeds({ index, parts, from: count('from'), seeds: count('seeds'), repeatEvery: count('repeat-every') });
}

/** Each process runs its part. Gives how many of them failed. */
async function runParts(): Promise<number> {
  const codes = Array.from({ length: parts }, async (_, index) => {
    const args = [...process.argv.slice(1), '--part', String(index + 1)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  });
  return (await Promise.all(codes)).filter((code) => code !== 0).length;
}
