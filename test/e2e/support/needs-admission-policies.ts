import type { Context } from 'mocha';
import { leaveToOthers } from '../../support/requirements.ts';
import type { Environment } from './environment.ts';

/** Leaves a test to clusters that judge by ValidatingAdmissionPolicies, which are no part of the dev API server. */
export function needsAdmissionPolicies(context: Context, { cluster }: Environment): void {
  if (!cluster.hasAdmissionPolicies) leaveToOthers(context, 'needs admission policies, which this API server does not have');
}
