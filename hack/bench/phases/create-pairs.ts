import type { Cost, Measured } from '../cost.ts';
import { costOf } from '../cost.ts';
import { pair } from '../pairs.ts';
import type { Stage } from '../stage.ts';
import { waitFor } from '../wait.ts';

/** Requests to the API server at one time. */
const width = 16;
/** Beyond what AWS's buckets demand: a multiple of what a machine of its own takes. */
const patienceMs = { least: 600_000, eachPair: 200 };

/** Makes the pairs, from the first object that is written to the last that is Ready. `demandSeconds`: what the buckets alone demand. */
export function createPairs(stage: Stage, measured: Measured, pairs: number, demandSeconds: number): Promise<Cost> {
  return costOf(measured, async () => {
    const writing = write(stage, pairs);
    const ready = waitFor({
      title: `${pairs} pairs: objects Ready`,
      reached: async () => (await measured.controller.samples()).sum('evenkeel_resources', { ready: 'True' }),
      goal: 2 * pairs,
      patienceMs: patienceMs.least + patienceMs.eachPair * pairs + demandSeconds * 1000,
      everyMs: 1_000,
    });
    await Promise.all([writing, ready]);
  });
}

/** A pair after the other, VPC first, so many at a time as one client has connections. */
async function write({ client }: Stage, pairs: number): Promise<void> {
  let next = 0;
  const writeSome = async (): Promise<void> => {
    while (next < pairs) for (const { type, object } of pair(next++)) await client.create(type, object, 'bench');
  };
  await Promise.all(Array.from({ length: width }, writeSome));
}
