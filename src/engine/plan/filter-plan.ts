import type { Action, Plan } from './action.ts';
import { planReason } from './plan-reason.ts';

/** What the object says about what may be done for it. */
export interface PlanFilter {
  /** `Observe Create Update Delete LateInitialize *`; LateInitialize is accepted and does nothing. */
  readonly managementPolicies: readonly string[];
  readonly deletionPolicy: 'Delete' | 'Orphan';
  readonly paused: boolean;
  readonly protect: boolean;
  /** The object has a deletion timestamp. */
  readonly deleting: boolean;
}

/** A plan after policies, pause and protection. */
export interface FilteredPlan {
  readonly allowed: Plan;
  /** What would be done otherwise. */
  readonly filtered: Plan;
  /** The object is being deleted and its resource stays: it may go without a delete call. */
  readonly release: boolean;
  /** Holds a deletion back until the user takes it away. */
  readonly blocked?: 'paused' | 'protected';
}

/** The policy that each action needs. */
const neededPolicy = {
  create: 'Create',
  adopt: 'Observe',
  update: 'Update',
  tag: 'Update',
  settle: 'Update',
  replace: 'Update',
  delete: 'Delete',
  wait: 'Observe',
} as const satisfies Record<Action['type'], string>;

/** Splits a plan by policies, pause and protection. They filter what was planned; nothing else in the engine asks for them. */
export function filterPlan(actions: Plan, filter: PlanFilter): FilteredPlan {
  const blocked = blockedBy(filter);
  const isAllowed = (action: Action): boolean => isSilent(action) || (blocked === undefined && isPermitted(action, filter));
  return {
    allowed: actions.filter(isAllowed),
    filtered: actions.filter((action) => !isAllowed(action)),
    release: filter.deleting && blocked === undefined && !mayDelete(filter),
    ...(blocked === undefined ? {} : { blocked }),
  };
}

function blockedBy({ paused, protect, deleting }: PlanFilter): FilteredPlan['blocked'] {
  if (paused) return 'paused';
  return protect && deleting ? 'protected' : undefined;
}

/** The cloud has accepted it already: there is nothing left to hold back. */
function isSilent(action: Action): boolean {
  return action.type === 'wait' && action.reason === planReason.pendingMaintenance;
}

function isPermitted(action: Action, filter: PlanFilter): boolean {
  if (action.type === 'delete') return filter.deleting && mayDelete(filter);
  return hasPolicy(filter, neededPolicy[action.type]) && (!filter.deleting || isForDeletion(action, filter));
}

/** Besides deleting and waiting, a resource that is let go may lose its owner tags. */
function isForDeletion(action: Action, filter: PlanFilter): boolean {
  return action.type === 'wait' || (action.type === 'tag' && !mayDelete(filter));
}

/** A delete in the cloud needs both of the user's switches. */
function mayDelete(filter: PlanFilter): boolean {
  return filter.deletionPolicy === 'Delete' && hasPolicy(filter, neededPolicy.delete);
}

function hasPolicy({ managementPolicies }: PlanFilter, policy: string): boolean {
  return managementPolicies.includes('*') || managementPolicies.includes(policy);
}
