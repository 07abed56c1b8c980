import type { SecurityGroupRule } from '@aws-sdk/client-ec2';
import type { FieldValues } from '../../../engine/observation.ts';
import { canonicalCidr } from '../../shared/cidr.ts';
import { compact } from '../../shared/compact.ts';
import { mapFields } from '../../shared/map-fields.ts';
import { canonicalProtocol, hasPorts } from './protocol.ts';

/** Desired fields of a SecurityGroupRule as AWS will show them: a group that is its own source is `self`, ports without meaning are -1. */
export function canonicalRule(desired: FieldValues): FieldValues {
  const forms = { cidrBlocks: canonicalCidr, ipv6CidrBlocks: canonicalCidr, protocol: canonicalProtocol };
  return selfAsSuch(withoutIdlePorts(mapFields(desired, forms)));
}

/** One AWS rule in the shape of the kind's forProvider. */
export function ruleFields(rule: SecurityGroupRule): FieldValues {
  const fields = compact({
    securityGroupId: rule.GroupId,
    type: rule.IsEgress === true ? 'egress' : 'ingress',
    protocol: canonicalProtocol(rule.IpProtocol ?? ''),
    fromPort: rule.FromPort ?? -1,
    toPort: rule.ToPort ?? -1,
    cidrBlocks: listOf(rule.CidrIpv4),
    ipv6CidrBlocks: listOf(rule.CidrIpv6),
    prefixListIds: listOf(rule.PrefixListId),
    sourceSecurityGroupId: rule.ReferencedGroupInfo?.GroupId,
    description: rule.Description ?? '',
  });
  return selfAsSuch(withoutIdlePorts(fields));
}

function listOf(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

function withoutIdlePorts(fields: FieldValues): FieldValues {
  const { protocol } = fields;
  return typeof protocol !== 'string' || hasPorts(protocol) ? fields : { ...fields, fromPort: -1, toPort: -1 };
}

function selfAsSuch(fields: FieldValues): FieldValues {
  const { sourceSecurityGroupId: source, ...others } = fields;
  return source !== undefined && source === fields['securityGroupId'] ? { ...others, self: true } : fields;
}
