import type { Plan } from '../plan/action.ts';
import { filterPlan, type FilteredPlan } from '../plan/filter-plan.ts';
import type { Pass } from './pass.ts';

/** What policies, pause and protection let through. `deleting`: as if the object were being deleted. */
export function filterOf(pass: Pass, actions: Plan, deleting = pass.managed.deleting): FilteredPlan {
  const { managementPolicies, deletionPolicy, paused, protected: protect } = pass.managed;
  return filterPlan(actions, { managementPolicies, deletionPolicy, paused, protect, deleting });
}
