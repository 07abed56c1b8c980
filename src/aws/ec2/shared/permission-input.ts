import type { IpPermission } from '@aws-sdk/client-ec2';
import type { FieldValues } from '../../../engine/observation.ts';
import { compact } from '../../shared/compact.ts';
import { reader } from '../../shared/reader.ts';

/** Shown rules of a group as the permissions that revoke them. */
export function permissionInput(shown: readonly FieldValues[], groupId: string): IpPermission[] {
  return shown.map((values) => {
    const fields = reader(values);
    const groups = [...(fields.texts('securityGroups') ?? []), ...(fields.flag('self') === true ? [groupId] : [])];
    return compact({
      IpProtocol: fields.text('protocol'),
      FromPort: fields.integer('fromPort'),
      ToPort: fields.integer('toPort'),
      IpRanges: fields.texts('cidrBlocks')?.map((CidrIp) => ({ CidrIp })),
      Ipv6Ranges: fields.texts('ipv6CidrBlocks')?.map((CidrIpv6) => ({ CidrIpv6 })),
      PrefixListIds: fields.texts('prefixListIds')?.map((PrefixListId) => ({ PrefixListId })),
      UserIdGroupPairs: groups.length === 0 ? undefined : groups.map((GroupId) => ({ GroupId })),
    });
  });
}
