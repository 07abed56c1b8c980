import type { IpPermission, TagSpecification } from '@aws-sdk/client-ec2';
import type { CallContext } from '../core/operation.ts';
import { invalidValue, missingParameter } from './ec2-errors.ts';
import type { RuleRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { formatIpv4Block, parseIpv4 } from './ipv4.ts';
import { parseIpv6 } from './ipv6.ts';
import { rowOf } from './lookup.ts';
import type { RuleTarget, RuleTraffic } from './rules.ts';
import { newRule, ruleKey } from './rules.ts';
import { tagsAtCreate } from './tag-specifications.ts';

/** What Authorize and Revoke calls name rules by: permissions, or one in the older way. */
export interface PermissionRequest {
  readonly IpPermissions?: readonly IpPermission[] | undefined;
  readonly TagSpecifications?: readonly TagSpecification[] | undefined;
  readonly CidrIp?: string | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
}

const protocolNames: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6', all: '-1' };

/** The rules that the permissions of a request come to. Throws for what AWS refuses. */
export function rulesOf(
  request: PermissionRequest,
  group: Pick<RuleTraffic, 'groupId' | 'egress'>,
  context: CallContext,
): readonly RuleRow[] {
  const tags = tagsAtCreate(request.TagSpecifications, 'security-group-rule');
  const permissions = request.IpPermissions ?? older(request);
  return permissions.flatMap((permission) => {
    const traffic = { ...group, ...trafficOf(permission) };
    const targets = targetsOf(permission, context);
    if (targets.length === 0) throw missingParameter('ipPermissions');
    return targets.map((target) => newRule(traffic, { ...target, Tags: tags }, context));
  });
}

function older({ CidrIp, IpProtocol, FromPort, ToPort }: PermissionRequest): readonly IpPermission[] {
  if (IpProtocol === undefined) throw missingParameter('ipPermissions');
  return [{ IpProtocol, FromPort, ToPort, IpRanges: CidrIp === undefined ? [] : [{ CidrIp }] }];
}

/** Ports only where the protocol has them. */
export function trafficOf({ IpProtocol, FromPort, ToPort }: IpPermission): Pick<RuleTraffic, 'protocol' | 'fromPort' | 'toPort'> {
  if (IpProtocol === undefined) throw missingParameter('ipProtocol');
  const protocol = protocolNames[IpProtocol.toLowerCase()] ?? IpProtocol.toLowerCase();
  if (protocol === '-1') return { protocol };
  if ((protocol === 'tcp' || protocol === 'udp') && !arePorts(FromPort, ToPort)) {
    throw invalidValue(`Invalid value for portRange. Must specify both from and to ports with TCP/UDP.`);
  }
  return { protocol, fromPort: FromPort, toPort: ToPort };
}

const lastPort = 65_535;

function arePorts(from: number | undefined, to: number | undefined): boolean {
  if (from === undefined || to === undefined) return false;
  return from >= 0 && from <= to && to <= lastPort;
}

function targetsOf({ IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] }: IpPermission, context: CallContext) {
  return [
    ...IpRanges.map(({ CidrIp = '', Description }) => ({ CidrIpv4: ipv4Of(CidrIp), ...described(Description) })),
    ...Ipv6Ranges.map(({ CidrIpv6 = '', Description }) => ({ CidrIpv6: ipv6Of(CidrIpv6), ...described(Description) })),
    ...PrefixListIds.map(({ PrefixListId = '', Description }) => ({ PrefixListId, ...described(Description) })),
    ...UserIdGroupPairs.map(({ GroupId = '', Description }) => ({ ...referenceTo(GroupId, context), ...described(Description) })),
  ];
}

function described(description: string | undefined): { readonly Description?: string } {
  if (description === undefined) return {};
  if (!/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(description)) {
    throw invalidValue(
      'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    );
  }
  return { Description: description };
}

/** Without host bits. */
export function ipv4Of(cidr: string): string {
  const block = parseIpv4(cidr);
  if (block === undefined) throw invalidValue(`CIDR block ${cidr} is malformed`);
  return formatIpv4Block(block);
}

export function ipv6Of(cidr: string): string {
  if (parseIpv6(cidr) === undefined) throw invalidValue(`CIDR block ${cidr} is malformed`);
  return cidr.toLowerCase();
}

/** A group of this account. */
export function referenceTo(groupId: string, context: CallContext): RuleTarget {
  const { GroupId } = rowOf(context.state.of(ec2State).securityGroups, 'securityGroup', groupId, context);
  return { ReferencedGroupInfo: { GroupId, UserId: context.account } };
}

/** Rules of one direction as DescribeSecurityGroups shows them: those of the same protocol and ports are one permission. */
export function permissionsOf(rules: readonly RuleRow[], egress: boolean): readonly IpPermission[] {
  const groups = Map.groupBy(
    rules.filter(({ IsEgress }) => IsEgress === egress),
    ({ IpProtocol, FromPort, ToPort }) => `${IpProtocol}|${FromPort}|${ToPort}`,
  );
  return [...groups.values()].map(permissionOf);
}

function permissionOf(rules: readonly RuleRow[]): IpPermission {
  const [first] = rules;
  const ports = first?.IpProtocol === '-1' ? {} : { FromPort: first?.FromPort, ToPort: first?.ToPort };
  return {
    IpProtocol: first?.IpProtocol,
    ...ports,
    IpRanges: rules.flatMap(({ CidrIpv4, Description }) => (CidrIpv4 === undefined ? [] : [{ CidrIp: CidrIpv4, Description }])),
    Ipv6Ranges: rules.flatMap(({ CidrIpv6, Description }) => (CidrIpv6 === undefined ? [] : [{ CidrIpv6, Description }])),
    PrefixListIds: rules.flatMap(({ PrefixListId, Description }) => (PrefixListId === undefined ? [] : [{ PrefixListId, Description }])),
    UserIdGroupPairs: rules.flatMap(({ ReferencedGroupInfo: to, Description }) =>
      to === undefined ? [] : [{ GroupId: to.GroupId, UserId: to.UserId, Description }],
    ),
  };
}

/** As AWS words a rule in its messages. */
export function wordingOf(rule: RuleRow): string {
  const [, , , target = ''] = ruleKey(rule).split('|');
  const protocol = rule.IpProtocol === '-1' ? 'ALL' : rule.IpProtocol.toUpperCase();
  const ports = rule.IpProtocol === '-1' ? '' : `, from port: ${rule.FromPort}, to port: ${rule.ToPort}`;
  return `peer: ${target}, ${protocol}${ports}, ALLOW`;
}
