import type { CrashRules } from '../support/crash-cases.ts';
import { runCases } from '../support/crash-cases.ts';
import { CrashLane } from '../support/crash-lane.ts';
import { subjects } from '../support/crash-subjects.ts';
import type { CrashJob } from '../support/crash-suite.ts';
import { crashSuite } from '../support/crash-suite.ts';

/** AWS as it can be: what was made is not shown at first, and a database takes seconds to come and go. */
const simulated = { createVisibilityMs: 1_500, stateDelayFactor: 0.004 };
/** Within it a call that is still on its way gets there, and shows. */
const flags = ['--visibility-window=15s'];

/** The calls that make and delete: those whose effect the next process can't see yet. */
const rules: CrashRules = {
  faults: ['after', 'lost', 'late'],
  isTried: ({ call }, { creates, deletes }) => call === creates || deletes.includes(call),
  createsOnce: false,
};

const lives = subjects.map((subject): CrashJob => ({
  title: `makes and deletes one ${subject.kind}, whenever the call that AWS does not show yet took effect`,
  least: 3 * (1 + subject.deletes.length),
  run: (lane) => runCases(lane, subject, rules),
}));

crashSuite('kill -9 while AWS shows late what it did', lives, (context) => CrashLane.start(context, { simulated, flags }));
