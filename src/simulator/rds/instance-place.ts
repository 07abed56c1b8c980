import type { CreateDBInstanceMessage } from '@aws-sdk/client-rds';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext } from '../core/operation.ts';
import { defaultGroupOf, defaultSubnets, securityGroupVpc } from './network.ts';
import { invalidCombination, invalidValue } from './rds-errors.ts';
import type { SubnetGroupRow } from './rds-state.ts';
import { keepDefaultGroup, subnetGroupNamed } from './subnet-groups.ts';

/** Where an instance lies. */
export interface InstancePlace {
  readonly subnetGroup: SubnetGroupRow;
  /** Of the instance, then of its standby. */
  readonly zones: readonly string[];
  /** One in each of the zones. */
  readonly subnetIds: readonly string[];
  /** Ids of security groups. */
  readonly groups: readonly string[];
  readonly isPublic: boolean;
  readonly isMultiAz: boolean;
}

type Wanted = Pick<
  Partial<CreateDBInstanceMessage>,
  'AvailabilityZone' | 'DBSubnetGroupName' | 'MultiAZ' | 'PubliclyAccessible' | 'VpcSecurityGroupIds'
>;

/** Where an instance that is asked for comes to lie. Throws where it can't. */
export function placeOf(wanted: Wanted, context: CallContext): InstancePlace {
  const { DBSubnetGroupName: name, MultiAZ: isMultiAz = false, AvailabilityZone: zone } = wanted;
  const subnetGroup = name === undefined || name === 'default' ? defaultGroup(context) : subnetGroupNamed(name, context);
  if (isMultiAz && zone !== undefined)
    throw invalidCombination('Requesting a specific availability zone is not valid for MultiAZ instances.');
  return {
    subnetGroup,
    groups: groupsIn(subnetGroup.VpcId, wanted.VpcSecurityGroupIds, context),
    isPublic: wanted.PubliclyAccessible ?? subnetGroup.DBSubnetGroupName === 'default',
    isMultiAz,
    ...spread(subnetGroup, isMultiAz ? 2 : 1, zone),
  };
}

/** Ids of security groups, the VPC's default one where none is given. Throws unless all are in the VPC. */
export function groupsIn(vpcId: string, ids: readonly string[] | undefined, context: CallContext): readonly string[] {
  if (ids === undefined || ids.length === 0) return [defaultGroupOf(vpcId, context)];
  for (const id of ids) {
    const other = securityGroupVpc(id, context);
    if (other === undefined) throw invalidValue(`Invalid security group , groupId= ${id}, groupName=.`);
    if (other !== vpcId)
      throw invalidCombination(
        `The DB instance and EC2 security group are in different VPCs. The DB instance is in ${vpcId} and the EC2 security group is in ${other}`,
      );
  }
  return [...new Set(ids)];
}

/** A subnet in each of the first zones of a group, or in the one that is wanted. */
export function spread(group: SubnetGroupRow, count: number, wanted?: string): Pick<InstancePlace, 'zones' | 'subnetIds'> {
  const byZone = new Map<string, string>();
  for (const { SubnetAvailabilityZone, SubnetIdentifier = '' } of group.Subnets) {
    const zone = SubnetAvailabilityZone?.Name ?? '';
    if (!byZone.has(zone)) byZone.set(zone, SubnetIdentifier);
  }
  const places = [...byZone].filter(([zone]) => wanted === undefined || zone === wanted).slice(0, count);
  if (places.length < count)
    throw new AwsError(
      'InvalidVPCNetworkStateFault',
      `Cannot create a database instance because the subnet group ${group.DBSubnetGroupName} has no subnets in ${wanted ?? `${count} availability zones`}.`,
    );
  return { zones: places.map(([zone]) => zone), subnetIds: places.map(([, id]) => id) };
}

function defaultGroup(context: CallContext): SubnetGroupRow {
  const subnets = defaultSubnets(context);
  if (subnets.length === 0)
    throw new AwsError('InvalidSubnet', 'No default subnet detected in VPC. Please contact AWS Support to recreate the default Subnets.');
  return keepDefaultGroup(subnets, context);
}
