import { checkSeed } from '../../test/simulation/support/check-seed.ts';

/** Which seeds a process runs. */
export interface SeedRange {
  readonly from: number;
  readonly seeds: number;
  /** Seeds that it divides run twice. */
  readonly repeatEvery: number;
  /** Which of so many parts, from 0. */
  readonly index: number;
  readonly parts: number;
}

const reportEvery = 1_000;

/** Runs seeds and prints what is wrong. Gives how many failed. */
export async function runSeeds({ from, seeds, repeatEvery, index, parts }: SeedRange): Promise<number> {
  let done = 0;
  let failed = 0;
  for (let seed = from + index; seed < from + seeds; seed += parts) {
    const problems = await checkSeed(seed, seed % repeatEvery === 0);
    done += 1;
    if (problems.length > 0) {
      failed += 1;
      console.log(`seed ${seed} (npm run simulate -- --from ${seed}):`);
      for (const problem of problems) console.log(`  ${problem}`);
    }
    if (done % reportEvery === 0) console.log(`${done} seeds so far, ${failed} failed`);
  }
  console.log(`${done - failed} seeds passed, ${failed} failed`);
  return failed;
}
