import { finishCondition } from '../../engine/report/finish-condition.ts';
import type { Draft } from '../../engine/report/sketch.ts';
import type { Condition } from '../../kubernetes/condition.ts';
import type { FunctionCondition } from '../function/pipeline-function.ts';
import { approveDeletionAnnotation } from './child-marks.ts';
import type { ChildState } from './child-report.ts';

/** How a pass over a composite ended. */
export type CompositeOutcome =
  /** The pipeline's will was done as far as the API server let us. `ready`: what the pipeline itself says of the composite. */
  | {
      readonly type: 'composed';
      readonly ready: 'true' | 'false' | 'unspecified';
      readonly children: readonly ChildState[];
      /** Children that the pipeline no longer wants and that are kept for want of approval. */
      readonly held: readonly string[];
      /** Children that go. */
      readonly leaving: readonly string[];
      /** Children that are changed again and again. */
      readonly looping: readonly string[];
    }
  /** Nothing was touched. `stalled`: only the user can mend it. */
  | { readonly type: 'failed'; readonly reason: string; readonly message: string; readonly stalled: boolean }
  | { readonly type: 'paused' }
  | { readonly type: 'deleting'; readonly message: string };

/** What status said before, and of which generation the outcome is. */
export interface ConditionContext {
  readonly previous: readonly Condition[];
  readonly observedGeneration: number | undefined;
  readonly generation: number;
  /** ms since the epoch */
  readonly now: number;
  /** What functions say; types that are ours are left out. */
  readonly conditions: readonly FunctionCondition[];
}

/** Types of conditions that functions may not set. */
export const ownConditions: ReadonlySet<string> = new Set(['Stalled', 'Reconciling', 'Ready', 'Synced', 'Paused']);

type Composed = Extract<CompositeOutcome, { readonly type: 'composed' }>;
type Drafts = readonly (readonly [type: string, draft: Draft | 'kept'])[];

const synced: Draft = { status: 'True', reason: 'ReconcileSuccess', message: '' };
const mostNamed = 3;

/** The conditions of a composite: Stalled or Reconciling, Ready, Synced, then those of functions. */
export function compositeConditions(outcome: CompositeOutcome, context: ConditionContext): readonly Condition[] {
  const told = outcome.type === 'composed' ? context.conditions : keptConditions(context);
  const drafts: Drafts = [...draftsOf(outcome, context), ...told.map(functionDraft)];
  return drafts.flatMap(([type, draft]) => {
    const prior = context.previous.find((condition) => condition.type === type);
    if (draft !== 'kept') return [finishCondition(type, draft, prior, context)];
    return prior === undefined ? [] : [prior];
  });
}

function draftsOf(outcome: CompositeOutcome, context: ConditionContext): Drafts {
  switch (outcome.type) {
    case 'composed':
      return composed(outcome, context);
    case 'failed':
      return failed(outcome, context);
    case 'paused':
      return paused;
    case 'deleting':
      return deleting(outcome.message);
    default:
      return outcome satisfies never;
  }
}

const paused: Drafts = [
  ['Ready', 'kept'],
  ['Synced', 'kept'],
  ['Paused', { status: 'True', reason: 'PausedByAnnotation', message: 'nothing is changed while the annotation is there' }],
];

function deleting(message: string): Drafts {
  return [
    ['Reconciling', { status: 'True', reason: 'Deleting', message }],
    ['Ready', { status: 'False', reason: 'Deleting', message }],
  ];
}

/** A composite that was Ready for this generation stays so: what its children run is untouched. */
function failed({ reason, message, stalled }: Extract<CompositeOutcome, { type: 'failed' }>, context: ConditionContext): Drafts {
  const draft: Draft = { status: 'False', reason, message };
  return [
    progress(stalled, stalled ? reason : 'ProgressingWithRetry', message),
    ['Ready', wasApplied(context) ? 'kept' : draft],
    ['Synced', draft],
  ];
}

function composed(outcome: Composed, context: ConditionContext): Drafts {
  const problem = problemOf(outcome);
  const unready = outcome.children.filter(({ report }) => !report.ready);
  const ready = readyDraft(outcome, unready);
  if (problem !== undefined) return troubled(problem, isOutstanding(outcome, context) ? unreadyBy(problem, ready) : ready);
  const stalled = unready.length > 0 && unready.every((child) => child.stalled);
  const waiting = ready.status === 'False' || outcome.leaving.length > 0;
  const message = ready.status === 'False' ? ready.message : `deleting ${listed(outcome.leaving)}`;
  return [...(waiting ? [progress(stalled, stalled ? 'ChildStalled' : 'Progressing', message)] : []), ['Ready', ready], ['Synced', synced]];
}

function troubled({ reason, message, stalled }: Problem, ready: Draft): Drafts {
  return [
    progress(stalled, stalled ? reason : 'ProgressingWithRetry', message),
    ['Ready', ready],
    ['Synced', { status: 'False', reason, message }],
  ];
}

/** Is a child of this generation not written yet, however ready the ones of the generation before are? */
function isOutstanding({ children }: Composed, context: ConditionContext): boolean {
  return children.some(({ failure }) => failure === 'write') && !wasApplied(context);
}

function unreadyBy({ reason, message }: Problem, ready: Draft): Draft {
  return ready.status === 'False' ? ready : { status: 'False', reason, message };
}

function progress(stalled: boolean, reason: string, message: string): readonly [string, Draft] {
  return [stalled ? 'Stalled' : 'Reconciling', { status: 'True', reason, message }];
}

interface Problem {
  readonly reason: string;
  readonly message: string;
  readonly stalled: boolean;
}

/** Why Synced is False: a child that could not be written, a loop, a deletion that waits for approval, a child that is not synced itself. */
function problemOf({ children, held, looping }: Composed): Problem | undefined {
  const unwritten = children.filter(({ failure }) => failure === 'write');
  const [first] = unwritten;
  if (first !== undefined)
    return { reason: first.reason, message: describe(unwritten), stalled: unwritten.every(({ stalled }) => stalled) };
  if (looping.length > 0) {
    const message = `${listed(looping)}: changed again and again by another writer, or by a pipeline that never gives the same twice`;
    return { reason: 'WriteLoop', message, stalled: false };
  }
  if (held.length > 0) {
    const message = `no longer wanted, and more than deleteBudget allows of what holds data: ${listed(held)}; approve with the annotation ${approveDeletionAnnotation}`;
    return { reason: 'DeletionNotApproved', message, stalled: true };
  }
  const failing = children.filter(({ failure }) => failure === 'child');
  if (failing.length === 0) return undefined;
  return { reason: 'ChildNotSynced', message: describe(failing), stalled: failing.every(({ stalled }) => stalled) };
}

function readyDraft(outcome: Composed, unready: readonly ChildState[]): Draft {
  if (outcome.ready === 'true') return { status: 'True', reason: 'Available', message: '' };
  if (unready.length > 0) return { status: 'False', reason: 'ChildrenNotReady', message: describe(unready) };
  if (outcome.ready === 'false')
    return { status: 'False', reason: 'NotReady', message: 'a function of the pipeline says that the composite is not ready' };
  return { status: 'True', reason: 'Available', message: '' };
}

/** `Subnet shop/a: Creating: ...; VPC shop/main: ... (and 4 more)`: those that need the user first. */
function describe(children: readonly ChildState[]): string {
  const ordered = [...children.filter(({ stalled }) => stalled), ...children.filter(({ stalled }) => !stalled)];
  return listed(
    ordered.map(({ report }) => `${report.kind} ${report.name}: ${report.message ?? ''}`),
    '; ',
  );
}

function listed(texts: readonly string[], separator = ', '): string {
  const more = texts.length - mostNamed;
  return `${texts.slice(0, mostNamed).join(separator)}${more > 0 ? ` (and ${more} more)` : ''}`;
}

function wasApplied({ previous, observedGeneration, generation }: ConditionContext): boolean {
  return observedGeneration === generation && previous.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function keptConditions({ previous }: ConditionContext): readonly FunctionCondition[] {
  return previous.filter(({ type }) => !ownConditions.has(type));
}

function functionDraft({ type, status, reason, message = '' }: FunctionCondition): readonly [string, Draft] {
  return [type, { status, reason, message }];
}
