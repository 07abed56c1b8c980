import { securityGroupRule as kind } from '../../../../src/aws/ec2/security-group-rule.ts';
import type { FieldValues, Observation } from '../../../../src/engine/observation.ts';
import { contextOf, observationOf, tagsOf } from '../kind-case.ts';

/** Ingress of port 80 into sg-1 from two ranges. */
export const desired = {
  type: 'ingress',
  securityGroupId: 'sg-1',
  protocol: 'tcp',
  fromPort: 80,
  toPort: 80,
  cidrBlocks: ['10.0.0.0/8', '192.168.0.0/16'],
};
/** The owner tags of the object, as AWS lists them. */
export const tagged = tagsOf(kind);

/** One AWS rule of it: port 80 from 10.0.0.0/8, or what `more` says. */
export function rule(id: string, more: object = {}): Observation {
  return observationOf(kind, {
    SecurityGroupRuleId: id,
    GroupId: 'sg-1',
    GroupOwnerId: '111122223333',
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: 80,
    ToPort: 80,
    CidrIpv4: '10.0.0.0/8',
    Tags: tagged,
    ...more,
  });
}

/** The two rules that it is when all is well. */
export const first = rule('sgr-1');
export const second = rule('sgr-2', { CidrIpv4: '192.168.0.0/16' });

/** What the kind makes of AWS rules. */
export function assembled(parts: readonly Observation[], wanted: FieldValues = desired): Observation | undefined {
  return kind.assemble?.(parts, contextOf(kind, wanted));
}

export const tcp80 = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 };
export const tags = [{ ResourceType: 'security-group-rule', Tags: tagged }];
/** The call that opens a permission. */
export const authorize = (permission: object, more: object = { TagSpecifications: tags }): readonly [string, object] => [
  'AuthorizeSecurityGroupIngress',
  { GroupId: 'sg-1', IpPermissions: [permission], ...more },
];
/** The call that closes rules. */
export const revoke = (...ids: readonly string[]): readonly [string, object] => [
  'RevokeSecurityGroupIngress',
  { GroupId: 'sg-1', SecurityGroupRuleIds: ids },
];
