import type { Operation } from '../core/operation.ts';
import { assumeRole, assumeRoleWithWebIdentity } from './assume-role.ts';
import { getCallerIdentity } from './caller-identity.ts';

/** Behaviour of STS. Everybody may assume every role; who is to be denied is told by a fault. */
export const stsOperations: Readonly<Record<string, Operation>> = {
  AssumeRole: assumeRole,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetCallerIdentity: getCallerIdentity,
};
