import type { ReferencedSecurityGroup, Tag } from '@aws-sdk/client-ec2';
import { newId } from '../core/ids.ts';
import type { CallContext } from '../core/operation.ts';
import type { RuleRow, VpcRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';

/** What traffic a rule lets through, and which way. */
export interface RuleTraffic {
  readonly groupId: string;
  readonly egress: boolean;
  /** `tcp`, `-1`, a number without name. */
  readonly protocol: string;
  readonly fromPort?: number | undefined;
  readonly toPort?: number | undefined;
}

/** The other end of a rule: one of them. */
export interface RuleTarget {
  readonly CidrIpv4?: string;
  readonly CidrIpv6?: string;
  readonly PrefixListId?: string;
  readonly ReferencedGroupInfo?: ReferencedSecurityGroup;
}

/** Beside what it lets through. */
interface RuleText {
  readonly Description?: string | undefined;
  readonly Tags?: Tag[];
}

/** A rule of a group. */
export function newRule(traffic: RuleTraffic, target: RuleTarget & RuleText, { account, random, state }: CallContext): RuleRow {
  const ec2 = state.of(ec2State);
  ec2.lastSequence += 1;
  const { Description, Tags = [], ...end } = target;
  return {
    SecurityGroupRuleId: newId('sgr', random),
    sequence: ec2.lastSequence,
    GroupId: traffic.groupId,
    GroupOwnerId: account,
    IsEgress: traffic.egress,
    IpProtocol: traffic.protocol,
    FromPort: traffic.fromPort ?? -1,
    ToPort: traffic.toPort ?? -1,
    ...end,
    ...(Description === undefined || Description === '' ? {} : { Description }),
    Tags,
  };
}

/** The rules that let everything out, which each new group has; for IPv6 where its VPC has a block. */
export function defaultEgress(groupId: string, vpc: VpcRow, context: CallContext): readonly RuleRow[] {
  const all = { groupId, egress: true, protocol: '-1' };
  const targets: RuleTarget[] = [{ CidrIpv4: '0.0.0.0/0' }];
  if (vpc.Ipv6CidrBlockAssociationSet.length > 0) targets.push({ CidrIpv6: '::/0' });
  return targets.map((target) => newRule(all, target, context));
}

/** Two rules with the same key can't be in one group. */
export function ruleKey({ IsEgress, IpProtocol, FromPort, ToPort, ...rule }: RuleRow): string {
  const ports = IpProtocol === '-1' ? '' : `${FromPort}-${ToPort}`;
  return `${IsEgress}|${IpProtocol}|${ports}|${targetName(rule)}`;
}

export function targetName({ CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo }: RuleTarget | Partial<RuleRow>): string {
  return CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupInfo?.GroupId ?? '';
}
