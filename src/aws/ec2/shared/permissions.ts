import type { IpPermission } from '@aws-sdk/client-ec2';
import type { FieldValues } from '../../../engine/observation.ts';
import { compact } from '../../shared/compact.ts';
import { canonicalProtocol, hasPorts } from './protocol.ts';

/** Status shows no more rules of a direction than this. */
const maxShown = 100;

type End = {
  readonly field: 'cidrBlocks' | 'ipv6CidrBlocks' | 'prefixListIds' | 'securityGroups';
  readonly target: string;
  readonly description: string;
};

/** A group's rules in the shape of its status: an entry for each protocol, port range and description. `self` stands for the group's own id. */
export function shownPermissions(permissions: readonly IpPermission[] | undefined, groupId: string): readonly FieldValues[] {
  return (permissions ?? []).flatMap((permission) => entriesOf(permission, groupId)).slice(0, maxShown);
}

function entriesOf(permission: IpPermission, groupId: string): readonly FieldValues[] {
  const byDescription = Map.groupBy(endsOf(permission), ({ description }) => description);
  return [...byDescription].map(([description, ends]) => entry(permission, description, ends, groupId));
}

function entry(permission: IpPermission, description: string, ends: readonly End[], groupId: string): FieldValues {
  const protocol = canonicalProtocol(permission.IpProtocol ?? '');
  const ports = hasPorts(protocol) ? { fromPort: permission.FromPort, toPort: permission.ToPort } : {};
  const targets = (field: End['field']): readonly string[] | undefined => {
    const found = ends.filter((end) => end.field === field && end.target !== groupId).map(({ target }) => target);
    return found.length === 0 ? undefined : found.toSorted();
  };
  return compact({
    protocol,
    ...ports,
    description: description === '' ? undefined : description,
    cidrBlocks: targets('cidrBlocks'),
    ipv6CidrBlocks: targets('ipv6CidrBlocks'),
    prefixListIds: targets('prefixListIds'),
    securityGroups: targets('securityGroups'),
    self: ends.some(({ target }) => target === groupId) ? true : undefined,
  });
}

function endsOf(permission: IpPermission): readonly End[] {
  const ends = <T extends { Description?: string | undefined }>(
    list: readonly T[] | undefined,
    field: End['field'],
    target: (item: T) => string | undefined,
  ): readonly End[] => (list ?? []).map((item) => ({ field, target: target(item) ?? '', description: item.Description ?? '' }));
  return [
    ...ends(permission.IpRanges, 'cidrBlocks', (range) => range.CidrIp),
    ...ends(permission.Ipv6Ranges, 'ipv6CidrBlocks', (range) => range.CidrIpv6),
    ...ends(permission.PrefixListIds, 'prefixListIds', (list) => list.PrefixListId),
    ...ends(permission.UserIdGroupPairs, 'securityGroups', (pair) => pair.GroupId),
  ];
}
