import { runCases } from './support/crash-cases.ts';
import { CrashLane } from './support/crash-lane.ts';
import { runRotations } from './support/crash-rotation.ts';
import type { CrashSubject } from './support/crash-subjects.ts';
import { subjects } from './support/crash-subjects.ts';
import type { CrashJob } from './support/crash-suite.ts';
import { crashSuite } from './support/crash-suite.ts';

/** Intent, create call, external name and status; the calls that complete it; delete call and finalizer: each before, after and lost. */
function leastCases({ completes, deletes }: CrashSubject): number {
  return 3 * (4 + completes.length + deletes.length + 1);
}

const lives = subjects.map((subject): CrashJob => ({
  title: `makes and deletes one ${subject.kind}, wherever the process is killed or an answer lost`,
  least: leastCases(subject),
  run: (lane) => runCases(lane, subject),
}));

const rotations = subjects
  .filter(({ kind }) => kind === 'Instance')
  .map((subject): CrashJob => ({
    title: 'sends a changed password once, and again only after an unknown outcome',
    least: 6,
    run: (lane) => runRotations(lane, subject),
  }));

crashSuite('kill -9 at any point', [...lives, ...rotations], (context) => CrashLane.start(context));
