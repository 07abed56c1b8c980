import { setTimeout as delay } from 'node:timers/promises';
import { progress } from '../../lib/progress.ts';
import type { ResourceType } from '../../../src/kubernetes/object.ts';
import { costOf, type Cost, type Measured } from '../cost.ts';
import type { Stage } from '../stage.ts';

/** Passes that found nothing to do. */
export interface NoOp extends Cost {
  readonly passes: number;
  readonly passesPerSecond: number;
  readonly passesPerCpuSecond: number;
}

const type: ResourceType = {
  group: 'aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'ClusterProviderConfig',
  plural: 'clusterproviderconfigs',
  namespaced: false,
};
const leastPasses = 10_000;
const patienceMs = 300_000;

/** Lets a further namespace use the provider config, which has every object passed over at once; several times where they are few. */
export async function noOp(stage: Stage, measured: Measured, objects: number): Promise<NoOp> {
  const line = progress('passes with nothing to do');
  const rounds = Math.ceil(leastPasses / objects);
  const cost = await costOf(measured, async () => {
    for (let round = 0; round < rounds; round++) {
      await passOver(stage, measured, { objects, round });
      line.update(`${(round + 1) * objects} of ${rounds * objects}`);
    }
  });
  line.end();
  const passes = rounds * objects;
  return { ...cost, passes, passesPerSecond: passes / cost.seconds, passesPerCpuSecond: passes / cost.cpuSeconds };
}

async function passOver(
  { client }: Stage,
  { controller }: Measured,
  { objects, round }: { readonly objects: number; readonly round: number },
): Promise<void> {
  const passes = async (): Promise<number> => (await controller.samples()).sum('controller_runtime_reconcile_total');
  const before = await passes();
  const deadline = performance.now() + patienceMs;
  const body = { spec: { allowedNamespaces: { names: ['default', `round-${round}`] } } };
  await client.patch(type, { name: 'default' }, body, { kind: 'merge', fieldManager: 'bench' });
  while ((await passes()) < before + objects) {
    if (performance.now() > deadline) throw new Error(`not all objects were passed over within ${patienceMs / 1000} s`);
    await delay(50);
  }
}
