import type { CallContext } from '../core/operation.ts';
import { ec2State } from '../ec2/ec2-state.ts';
import { changeInterfaceGroups, createRequestedInterface } from '../ec2/network-interfaces.ts';

/** A subnet as RDS needs to know it. */
export interface NetworkSubnet {
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly AvailabilityZone: string;
}

/** Those of the subnets that there are. */
export function subnetsOf(context: CallContext, ids: readonly string[]): readonly NetworkSubnet[] {
  const { subnets } = context.state.of(ec2State);
  return ids.flatMap((id) => subnets.get(id, context.now) ?? []);
}

/** Subnets that new instances lie in where nobody says otherwise. */
export function defaultSubnets({ state, now }: CallContext): readonly NetworkSubnet[] {
  return state
    .of(ec2State)
    .subnets.all(now)
    .filter((subnet) => subnet.DefaultForAz === true);
}

/** The VPC of a security group; undefined where there is no such group. */
export function securityGroupVpc(id: string, { state, now }: CallContext): string | undefined {
  return state.of(ec2State).securityGroups.get(id, now)?.VpcId;
}

/** The group of a VPC that can't be deleted. */
export function defaultGroupOf(vpcId: string, { state, now }: CallContext): string {
  const groups = state.of(ec2State).securityGroups.by('VpcId', vpcId, now);
  return groups.find((group) => group.GroupName === 'default')?.GroupId ?? '';
}

/** Gives an instance an interface in each of the subnets, which keep those and the groups from being deleted; their ids. */
export function attachInterfaces(
  {
    subnetIds,
    groups,
    isPublic,
  }: { readonly subnetIds: readonly string[]; readonly groups: readonly string[]; readonly isPublic: boolean },
  context: CallContext,
): readonly string[] {
  const wanted = { groupIds: groups, requesterId: 'amazon-rds', description: 'RDSNetworkInterface', public: isPublic };
  return subnetIds.map((subnetId) => createRequestedInterface({ ...wanted, subnetId }, context).NetworkInterfaceId);
}

/** Subnets that interfaces lie in. */
export function subnetsOfInterfaces(ids: readonly string[], { state, now }: CallContext): readonly string[] {
  const { networkInterfaces } = state.of(ec2State);
  return ids.flatMap((id) => networkInterfaces.get(id, now)?.SubnetId ?? []);
}

/** Puts interfaces into other groups. */
export function setInterfaceGroups(ids: readonly string[], groups: readonly string[], context: CallContext): void {
  for (const id of ids) changeInterfaceGroups(id, groups, context);
}

/** Takes interfaces away at `at` (ms). */
export function removeInterfaces(ids: readonly string[], at: number, { state }: CallContext): void {
  const { networkInterfaces } = state.of(ec2State);
  for (const id of ids) networkInterfaces.schedule(id, at, () => undefined);
}
