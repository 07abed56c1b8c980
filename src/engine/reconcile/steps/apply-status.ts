import type { AppliedStatus } from '../../object/managed-status.ts';
import { appliedAfter } from '../../plan/applied-after.ts';
import type { PlanInput } from '../../plan/plan-input.ts';
import type { Pass } from '../pass.ts';

/** What status.applied says of tags and leaves after the plan was carried out: unchanged where a policy or a pause held some of it back. */
export function applyStatus(pass: Pass, input: PlanInput): AppliedStatus | undefined {
  return pass.filtered.length > 0 ? pass.managed.status.applied : appliedAfter(input);
}
