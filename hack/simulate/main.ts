import { parseArgs } from 'node:util';
import { checkSeed } from '../../test/simulation/support/check-seed.ts';
import { progress } from '../lib/progress.ts';

// Runs seeds of the simulation: main.ts [--seeds N] [--from S]. Exit codes: 0 all are as they should be, 1 not, 2 the command line can't be used.
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1' }, from: { type: 'string', default: '1' } },
});
const count = Number(values.seeds);
const from = Number(values.from);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(from) || from < 0) {
  console.error('simulate: --seeds and --from take whole numbers');
  process.exit(2);
}

// What nobody waits for must not fail unseen.
process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});

const line = progress('seeds');
let failed = 0;
for (let seed = from; seed < from + count; seed += 1) {
  const problems = await checkSeed(seed);
  if (problems.length > 0) {
    failed += 1;
    console.log(`seed ${seed} (npm run simulate -- --seeds 1 --from ${seed}):`);
    for (const problem of problems) console.log(`  ${problem}`);
  }
  line.update(`${seed - from + 1} of ${count}, ${failed} failed`);
}
line.end();
console.log(`${count - failed} seeds passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
