import { costOf, type Cost, type Measured } from '../cost.ts';
import { nameOf } from '../pairs.ts';
import { waitFor } from '../wait.ts';

const patienceMs = 600_000;

/** Renames so many VPCs behind the controller's back; from there until all are called again what they should be, the next sweep included. */
export async function mend(measured: Measured, drifted: number): Promise<Cost> {
  const { cloud } = measured;
  const vpcs = await cloud.named('vpc', nameOf(0).slice(0, -1));
  const ids = [...vpcs.values()].slice(0, drifted);
  await cloud.rename(ids, 'somebody-else');
  const cost = await costOf(measured, () =>
    waitFor({
      title: `${drifted} drifted: mended`,
      reached: async () => (await cloud.calls())['CreateTags'] ?? 0,
      goal: drifted,
      patienceMs,
      everyMs: 200,
    }),
  );
  const left = (await cloud.named('vpc', 'somebody-else')).size;
  if (left > 0) throw new Error(`${drifted} tags were written, but ${left} VPCs have still the wrong name`);
  return cost;
}
