import type { AppliedStatus } from '../../object/managed-status.ts';
import { appliedAfter } from '../../plan/applied-after.ts';
import type { PlanInput } from '../../plan/plan-input.ts';
import type { Pass } from '../pass.ts';

/** status.applied after the plan was carried out: unchanged where a policy or a pause held some of it back. */
export function applyStatus(pass: Pass, input: PlanInput): AppliedStatus | undefined {
  const secrets = Object.keys(pass.secretHashes).length === 0 ? {} : { secrets: pass.secretHashes };
  if (pass.filtered.length > 0) {
    const { applied } = pass.managed.status;
    return applied === undefined ? undefined : { ...applied, ...secrets };
  }
  return { ...appliedAfter(input), ...secrets };
}
