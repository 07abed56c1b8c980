import type { Change } from '../../../../src/engine/kind.ts';
import { observedGenerationOf } from '../../../../src/engine/report/observed-generation.ts';
import type { Outcome, ReportContext } from '../../../../src/engine/report/outcome.ts';
import { report, type Report } from '../../../../src/engine/report/report.ts';
import type { Condition } from '../../../../src/kubernetes/condition.ts';

export interface Step {
  readonly outcome: Outcome;
  readonly context?: Partial<ReportContext>;
}

export interface Reported {
  readonly report: Report;
  readonly observedGeneration: number;
}

export const start = Date.UTC(2026, 0, 1);
const minute = 60_000;

export function change(path: string): Change {
  return { path, from: 1, to: 2, cause: 'spec' };
}

/** Passes over one object, each a minute after the one before and with a fresh look at the cloud, unless a step says otherwise. */
export function passes(steps: readonly Step[]): readonly Reported[] {
  const done: Reported[] = [];
  for (const [index, step] of steps.entries()) done.push(pass(step, done.at(-1), start + index * minute));
  return done;
}

function pass({ outcome, context }: Step, before: Reported | undefined, time: number): Reported {
  const previous: readonly Condition[] = before?.report.conditions ?? [];
  const now = context?.now ?? time;
  const full: ReportContext = {
    generation: 1,
    paused: false,
    references: undefined,
    filtered: [],
    leftovers: [],
    lastLook: now,
    ...context,
    now,
  };
  return {
    report: report(outcome, previous, full),
    observedGeneration: observedGenerationOf(outcome, full, before?.observedGeneration ?? -1),
  };
}
