import type { Random } from '../../../src/base/random.ts';
import type { SimulatorSettings } from '../../../src/simulator/core/operation.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { callFaults, clockFaults, freezes, writeFaults, type CallFault, type PlannedFault, type WriteFault } from './fault-plan.ts';
import { workloads, type Workload } from './workload.ts';
import type { WorldOptions } from './world.ts';

/** What one seed does: a workload in a world with so many faults. */
export interface RandomPlan {
  readonly workload: Workload;
  readonly options: WorldOptions;
  readonly faults: readonly PlannedFault[];
}

/** The plan of a seed; the same seed always gives the same. */
export function planOf(seed: number): RandomPlan {
  const random = mixed(seed);
  const workload = pick(random, workloads);
  return {
    workload,
    options: {
      seed,
      replicas: random() < 0.25 ? 2 : 1,
      settings: settingsOf(random),
      watchFault: watchFaultOf(random),
      listAgeMs: listAgeOf(random),
    },
    faults: Array.from({ length: Math.floor(random() * 6) }, () => faultOf(random)),
  };
}

/** Neighbouring seeds begin alike in the generator of the tests: its first numbers are thrown away. */
function mixed(seed: number): Random {
  const random = seededRandom(seed * 2_654_435_761);
  for (let round = 0; round < 8; round += 1) random();
  return random;
}

/** Eventual visibility of up to five minutes, in half of all worlds. */
function settingsOf(random: Random): Partial<SimulatorSettings> {
  const delay = (longest: number): number => (random() < 0.5 ? 0 : Math.floor(random() * longest));
  return { createVisibilityMs: delay(290_000), changeVisibilityMs: delay(25_000) };
}

/** Events come late, connections break and versions are forgotten, in half of all worlds each. */
function watchFaultOf(random: Random): NonNullable<WorldOptions['watchFault']> {
  const late = random() < 0.5 ? 0 : random() * 0.3;
  const broken = random() < 0.5 ? 0 : random() * 0.05;
  const expired = random() < 0.5 ? 0 : random() * 0.05;
  return (chance) => {
    const delayMs = chance() < late ? Math.floor(chance() * 3_000) : 0;
    const fate = chance();
    return { delayMs, fate: fate < broken ? 'drop' : fate < broken + expired ? 'expire' : 'pass' };
  };
}

/** Lists are up to 20 s old, in a third of all worlds. */
function listAgeOf(random: Random): NonNullable<WorldOptions['listAgeMs']> {
  const old = random() < 0.67 ? 0 : random();
  return (chance) => (chance() < old ? Math.floor(chance() * 20_000) : 0);
}

const anyWrite: readonly WriteFault[] = [...writeFaults, ...clockFaults, ...freezes];
const anyCall: readonly CallFault[] = [...callFaults, ...clockFaults, ...freezes];

function faultOf(random: Random): PlannedFault {
  const at = 1 + Math.floor(random() * 60);
  return random() < 0.5 ? { where: 'write', at, how: pick(random, anyWrite) } : { where: 'call', at, how: pick(random, anyCall) };
}

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
