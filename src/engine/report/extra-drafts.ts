import type { Change } from '../kind.ts';
import { listNames } from '../plan/describe-plan.ts';
import type { Outcome, ReportContext } from './outcome.ts';
import type { Draft } from './sketch.ts';

type Extra = readonly [type: 'ReferencesResolved' | 'UpToDate' | 'Paused' | 'DeletionBlocked', draft: Draft | 'kept'];

/** The conditions that are there only as they apply, in order. */
export function extraDrafts(outcome: Outcome, context: ReportContext): readonly Extra[] {
  const isDeletion = outcome.type === 'deleting' || outcome.type === 'deletionBlocked';
  return [
    ...(isDeletion ? [] : [...references(context), ...upToDate(outcome, context)]),
    ...paused(context),
    ...(outcome.type === 'deletionBlocked' ? [isTrue('DeletionBlocked', outcome.reason, outcome.message)] : []),
  ];
}

function isTrue(type: Extra[0], reason: string, message: string): Extra {
  return [type, { status: 'True', reason, message }];
}

function paused({ paused }: ReportContext): readonly Extra[] {
  return paused ? [isTrue('Paused', 'Paused', 'observed only: nothing is changed while paused')] : [];
}

function references({ references }: ReportContext): readonly Extra[] {
  if (references === undefined) return [];
  if (references === 'kept') return [['ReferencesResolved', 'kept']];
  const { resolved, message } = references;
  return [['ReferencesResolved', { status: resolved ? 'True' : 'False', reason: resolved ? 'Resolved' : 'Unresolved', message }]];
}

/** Shown where there is something to say. A pass that did not get to compare anything keeps what the last one said. */
function upToDate(outcome: Outcome, context: ReportContext): readonly Extra[] {
  const parts = [duplicated(context), heldBack(outcome, context), pending(outcome), leftOver(context)].filter((part) => part !== undefined);
  const [first] = parts;
  if (first !== undefined) return [['UpToDate', { ...first, message: parts.map(({ message }) => message).join('; ') }]];
  const lookedInVain = (outcome.type === 'retrying' || outcome.type === 'stalled') && outcome.applied;
  return lookedInVain ? [['UpToDate', 'kept']] : [];
}

function heldBack(outcome: Outcome, { paused, filtered }: ReportContext): Draft | undefined {
  const drift = outcome.type === 'ready' ? outcome.drift : [];
  if (drift.length === 0 && filtered.length === 0) return undefined;
  const by = paused ? 'held back while paused' : 'held back by managementPolicies';
  const drifted = drift.length > 0;
  return { status: 'False', reason: drifted ? 'Drifted' : 'HeldBack', message: `${by}: ${drifted ? paths(drift) : filtered.join('; ')}` };
}

function pending(outcome: Outcome): Draft | undefined {
  if (outcome.type !== 'ready' || outcome.pending.length === 0) return undefined;
  return { status: 'False', reason: 'PendingMaintenance', message: `accepted for the maintenance window: ${paths(outcome.pending)}` };
}

function duplicated({ duplicates = [] }: ReportContext): Draft | undefined {
  const [kept, ...others] = duplicates;
  if (kept === undefined || others.length === 0) return undefined;
  const message = `${listNames(others)} carry this object's owner tags too; it goes on with ${kept}: delete the others once you have seen that nothing uses them`;
  return { status: 'False', reason: 'DuplicateOwned', message };
}

function leftOver({ leftovers }: ReportContext): Draft | undefined {
  if (leftovers.length === 0) return undefined;
  return { status: 'True', reason: 'LeftAsIs', message: `removed from spec, keeping their values: ${listNames(leftovers)}` };
}

function paths(changes: readonly Change[]): string {
  return listNames(changes.map(({ path }) => path));
}
