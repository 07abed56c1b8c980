import type {
  CreateDBSubnetGroupMessage,
  DBSubnetGroup,
  DBSubnetGroupMessage,
  DeleteDBSubnetGroupMessage,
  DescribeDBSubnetGroupsMessage,
  ModifyDBSubnetGroupMessage,
  Subnet,
  Tag,
} from '@aws-sdk/client-rds';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { filtered } from './filters.ts';
import { rdsArn } from './hosts.ts';
import { subnetGroupNameOf } from './identifiers.ts';
import type { NetworkSubnet } from './network.ts';
import { subnetsOf, subnetsOfInterfaces } from './network.ts';
import { pageOf } from './pages.ts';
import { invalidValue, notFound } from './rds-errors.ts';
import type { SubnetGroupRow } from './rds-state.ts';
import { rdsKey } from './rds-state.ts';
import { withTags } from './tags.ts';

const most = 20;

export function createSubnetGroup(input: Members, context: CallContext): Members {
  const { DBSubnetGroupName = '', DBSubnetGroupDescription = '', SubnetIds, Tags }: Partial<CreateDBSubnetGroupMessage> = input;
  const name = subnetGroupNameOf(DBSubnetGroupName);
  const { subnetGroups } = context.state.of(rdsKey);
  if (subnetGroups.get(name, context.now) !== undefined)
    throw new AwsError('DBSubnetGroupAlreadyExists', `The DB subnet group '${name}' already exists.`);
  const description = checkedDescription(DBSubnetGroupDescription);
  const row = newGroup({ name, description, subnets: coveringSubnets(context, SubnetIds), tags: Tags ?? [] }, context);
  subnetGroups.put(name, row, context.now);
  return { DBSubnetGroup: shownGroup(row) };
}

export function modifySubnetGroup(input: Members, context: CallContext): Members {
  const { DBSubnetGroupName = '', DBSubnetGroupDescription, SubnetIds }: Partial<ModifyDBSubnetGroupMessage> = input;
  const before = subnetGroupNamed(DBSubnetGroupName, context);
  const members = membersOf(coveringSubnets(context, SubnetIds));
  if (members.VpcId !== before.VpcId) throw invalidValue('The new Subnets are not in the same Vpc as the existing subnet group');
  checkNotInUse(before, members.Subnets, context);
  const row: SubnetGroupRow = {
    ...before,
    ...members,
    ...(DBSubnetGroupDescription === undefined ? {} : { DBSubnetGroupDescription: checkedDescription(DBSubnetGroupDescription) }),
  };
  context.state.of(rdsKey).subnetGroups.change(row.DBSubnetGroupName, context.now, () => row);
  return { DBSubnetGroup: shownGroup(row) };
}

export function deleteSubnetGroup(input: Members, context: CallContext): Members {
  const { DBSubnetGroupName = '' }: Partial<DeleteDBSubnetGroupMessage> = input;
  const { DBSubnetGroupName: name } = subnetGroupNamed(DBSubnetGroupName, context);
  const { instances, subnetGroups } = context.state.of(rdsKey);
  const [user] = instances.by('DBSubnetGroupName', name, context.now);
  if (user !== undefined)
    throw new AwsError(
      'InvalidDBSubnetGroupStateFault',
      `Cannot delete the subnet group '${name}' because at least one database instance: ${user.DBInstanceIdentifier} is still using it.`,
    );
  subnetGroups.remove(name, context.now);
  return {};
}

export function describeSubnetGroups(input: Members, context: CallContext): Members {
  const request: DescribeDBSubnetGroupsMessage = input;
  const { subnetGroups } = context.state.of(rdsKey);
  const name = request.DBSubnetGroupName?.toLowerCase();
  const rows = subnetGroups.allShown(context.now, context.settings).filter((row) => name === undefined || row.DBSubnetGroupName === name);
  if (name !== undefined && rows.length === 0) throw notFound.subnetGroup(name);
  // The API reference: this parameter is not supported yet.
  const { rows: page, marker } = pageOf(filtered(rows, request.Filters, {}), (row) => row.DBSubnetGroupName, request);
  return { DBSubnetGroups: page.map(shownGroup), Marker: marker } satisfies DBSubnetGroupMessage;
}

/** The group as it is; throws where there is none. */
export function subnetGroupNamed(name: string, context: CallContext): SubnetGroupRow {
  const row = context.state.of(rdsKey).subnetGroups.get(name.toLowerCase(), context.now);
  if (row === undefined) throw notFound.subnetGroup(name);
  return row;
}

/** The group of the default VPC's subnets, which RDS makes when an instance is to lie in it. */
export function keepDefaultGroup(subnets: readonly NetworkSubnet[], context: CallContext): SubnetGroupRow {
  const { subnetGroups } = context.state.of(rdsKey);
  const before = subnetGroups.get('default', context.now);
  if (before !== undefined) return before;
  const row = newGroup({ name: 'default', description: 'default', subnets, tags: [] }, context);
  subnetGroups.put('default', row, context.now);
  return row;
}

interface NewGroup {
  readonly name: string;
  readonly description: string;
  readonly subnets: readonly NetworkSubnet[];
  readonly tags: readonly Tag[];
}

function newGroup({ name, description, subnets, tags }: NewGroup, context: CallContext): SubnetGroupRow {
  return {
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: description,
    DBSubnetGroupArn: rdsArn('subgrp', name, context),
    SubnetGroupStatus: 'Complete',
    SupportedNetworkTypes: ['IPV4'],
    ...membersOf(subnets),
    TagList: withTags([], tags),
  };
}

/** Tags are shown by ListTagsForResource alone. */
function shownGroup({ TagList: _tags, ...group }: SubnetGroupRow): DBSubnetGroup {
  return group;
}

function membersOf(subnets: readonly NetworkSubnet[]): { readonly VpcId: string; readonly Subnets: Subnet[] } {
  return {
    VpcId: subnets[0]?.VpcId ?? '',
    Subnets: subnets.map(({ SubnetId, AvailabilityZone }) => ({
      SubnetIdentifier: SubnetId,
      SubnetAvailabilityZone: { Name: AvailabilityZone },
      SubnetOutpost: {},
      SubnetStatus: 'Active',
    })),
  };
}

/** Throws unless all are there, in one VPC and in at least two availability zones. */
function coveringSubnets(context: CallContext, ids: readonly string[] = []): readonly NetworkSubnet[] {
  const wanted = [...new Set(ids)];
  if (wanted.length > most) throw new AwsError('DBSubnetQuotaExceededFault', `A DB subnet group can have at most ${most} subnets.`);
  const subnets = subnetsOf(context, wanted);
  const unknown = wanted.filter((id) => !subnets.some((subnet) => subnet.SubnetId === id));
  if (unknown.length > 0) throw new AwsError('InvalidSubnet', `Some input subnets in :[${unknown.join(', ')}] are invalid.`);
  if (new Set(subnets.map((subnet) => subnet.VpcId)).size > 1)
    throw new AwsError('InvalidSubnet', `Subnets in :[${wanted.join(', ')}] are not all in one VPC.`);
  const zones = [...new Set(subnets.map((subnet) => subnet.AvailabilityZone))];
  if (zones.length < 2)
    throw new AwsError(
      'DBSubnetGroupDoesNotCoverEnoughAZs',
      `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(', ')}. Add subnets to cover at least 2 AZs.`,
    );
  return subnets;
}

/** A subnet that an instance of the group lies in can't leave it. */
function checkNotInUse(group: SubnetGroupRow, subnets: readonly Subnet[], context: CallContext): void {
  const users = context.state.of(rdsKey).instances.by('DBSubnetGroupName', group.DBSubnetGroupName, context.now);
  const used = subnetsOfInterfaces(
    users.flatMap(({ interfaces }) => interfaces),
    context,
  );
  const leaving = used.find((id) => !subnets.some(({ SubnetIdentifier }) => SubnetIdentifier === id));
  if (leaving !== undefined) throw new AwsError('SubnetAlreadyInUse', `The subnet ${leaving} is in use by a DB instance.`);
}

function checkedDescription(text: string): string {
  if (text === '' || text.length > 255) throw invalidValue('The parameter DBSubnetGroupDescription must have 1 to 255 characters.');
  return text;
}
