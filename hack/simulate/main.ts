import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { checkSeed } from '../../test/simulation/support/check-seed.ts';

/*
 * Runs seeds of the simulation: main.ts [--seeds N] [--from S] [--processes P] [--repeat-every K]. Each seed runs twice, or each K-th.
 * Exit codes: 0 all are as they should be, 1 not, 2 the command line can't be used.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    from: { type: 'string', default: '1' },
    processes: { type: 'string', default: '1' },
    'repeat-every': { type: 'string', default: '1' },
  },
});
const [count, from, processes, repeatEvery] = [values.seeds, values.from, values.processes, values['repeat-every']].map(Number);
if (!isCount(count) || !isCount(from) || !isCount(processes) || !isCount(repeatEvery)) {
  console.error('simulate: --seeds, --from, --processes and --repeat-every take whole numbers from 1 on');
  process.exit(2);
}

// What nobody waits for must not fail unseen.
process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});

const failed = processes === 1 ? await runSeeds(from, count, repeatEvery) : await runParts(from, count, processes);
process.exit(failed === 0 ? 0 : 1);

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 1;
}

async function runSeeds(first: number, seeds: number, every: number): Promise<number> {
  let bad = 0;
  for (let done = 0; done < seeds; done += 1) {
    if (done > 0 && done % 1_000 === 0) console.log(`${done} of ${seeds} seeds from ${first} on, ${bad} failed`);
    const seed = first + done;
    const problems = await checkSeed(seed, seed % every === 0);
    if (problems.length === 0) continue;
    bad += 1;
    console.log(`seed ${seed} (npm run simulate -- --seeds 1 --from ${seed}):`);
    for (const problem of problems) console.log(`  ${problem}`);
  }
  console.log(`${seeds - bad} of ${seeds} seeds from ${first} on passed, ${bad} failed`);
  return bad;
}

/** Each process runs a part of the seeds. Gives how many parts failed. */
async function runParts(first: number, seeds: number, parts: number): Promise<number> {
  const each = Math.ceil(seeds / parts);
  const codes = Array.from({ length: parts }, async (_, part) => {
    const begin = part * each;
    if (begin >= seeds) return 0;
    const args = ['--seeds', Math.min(each, seeds - begin), '--from', first + begin, '--repeat-every', values['repeat-every']].map(String);
    const child = spawn(process.execPath, [process.argv[1] ?? '', ...args], { stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  });
  return (await Promise.all(codes)).filter((code) => code !== 0).length;
}
