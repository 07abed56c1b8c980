import type { IpPermission, TagSpecification } from '@aws-sdk/client-ec2';
import type { CloudCall } from '../../../engine/cloud.ts';
import type { FieldValues, Observation } from '../../../engine/observation.ts';
import { ec2Call } from '../../call.ts';
import { compact } from '../../shared/compact.ts';
import { reader } from '../../shared/reader.ts';
import type { RulePart } from './rule-parts.ts';
import type { RuleTuple } from './rule-tuple.ts';
import { hasPorts } from './protocol.ts';

/** Opens tuples of the desired fields, in one call that does all or nothing; no call for none. */
export function authorizeCalls(
  tuples: readonly RuleTuple[],
  desired: FieldValues,
  tags: readonly TagSpecification[],
): readonly CloudCall[] {
  if (tuples.length === 0) return [];
  const fields = reader(desired);
  const input = {
    GroupId: fields.text('securityGroupId'),
    IpPermissions: [permission(tuples, desired)],
    ...(tags.length === 0 ? {} : { TagSpecifications: tags }),
  };
  return [
    fields.text('type') === 'egress' ? ec2Call('AuthorizeSecurityGroupEgress', input) : ec2Call('AuthorizeSecurityGroupIngress', input),
  ];
}

/** Closes rules by their ids; a call a direction and group, no call for none. */
export function revokeCalls(parts: readonly RulePart[]): readonly CloudCall[] {
  const groups = Map.groupBy(
    parts,
    ({ observation }) => `${String(observation.fields['securityGroupId'])}|${String(observation.fields['type'])}`,
  );
  return [...groups.values()].flatMap((group) => revokeGroup(group.map(({ observation }) => observation)));
}

function revokeGroup(rules: readonly Observation[]): readonly CloudCall[] {
  const [first] = rules;
  if (first === undefined) return [];
  const input = { GroupId: reader(first.fields).text('securityGroupId'), SecurityGroupRuleIds: rules.map(({ key }) => key) };
  return [first.fields['type'] === 'egress' ? ec2Call('RevokeSecurityGroupEgress', input) : ec2Call('RevokeSecurityGroupIngress', input)];
}

/** Gives rules the desired description, in one call; no call for none. */
export function describeCalls(parts: readonly RulePart[], desired: FieldValues): readonly CloudCall[] {
  if (parts.length === 0) return [];
  const group = reader(desired).text('securityGroupId');
  const rules = parts.map(({ observation, tuple }) => ({
    SecurityGroupRuleId: observation.key,
    SecurityGroupRule: { ...protocolInput(desired), ...targetInput(tuple), Description: reader(desired).text('description') ?? '' },
  }));
  return [ec2Call('ModifySecurityGroupRules', { GroupId: group, SecurityGroupRules: rules })];
}

function targetInput({ field, target }: RuleTuple) {
  switch (field) {
    case 'cidrBlocks':
      return { CidrIpv4: target };
    case 'ipv6CidrBlocks':
      return { CidrIpv6: target };
    case 'prefixListIds':
      return { PrefixListId: target };
    case 'self':
    case 'sourceSecurityGroupId':
      return { ReferencedGroupId: target };
    default:
      return field satisfies never;
  }
}

function permission(tuples: readonly RuleTuple[], desired: FieldValues): IpPermission {
  // AWS refuses an empty description here.
  const description = reader(desired).text('description');
  const described = description === undefined || description === '' ? {} : { Description: description };
  const ends = <T>(fields: readonly RuleTuple['field'][], make: (target: string) => T): (T & { Description?: string })[] | undefined => {
    const targets = tuples.filter(({ field }) => fields.includes(field)).map(({ target }) => ({ ...make(target), ...described }));
    return targets.length === 0 ? undefined : targets;
  };
  return compact({
    ...protocolInput(desired),
    IpRanges: ends(['cidrBlocks'], (CidrIp) => ({ CidrIp })),
    Ipv6Ranges: ends(['ipv6CidrBlocks'], (CidrIpv6) => ({ CidrIpv6 })),
    PrefixListIds: ends(['prefixListIds'], (PrefixListId) => ({ PrefixListId })),
    UserIdGroupPairs: ends(['self', 'sourceSecurityGroupId'], (GroupId) => ({ GroupId })),
  });
}

/** Ports only where AWS heeds them. */
function protocolInput(desired: FieldValues) {
  const fields = reader(desired);
  const protocol = fields.text('protocol') ?? '';
  const ports = hasPorts(protocol) ? { FromPort: fields.integer('fromPort'), ToPort: fields.integer('toPort') } : {};
  return { IpProtocol: protocol, ...ports };
}
