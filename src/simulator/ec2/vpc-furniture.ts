import type { NetworkAclEntry } from '@aws-sdk/client-ec2';
import { newId } from '../core/ids.ts';
import type { CallContext } from '../core/operation.ts';
import type { VpcRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { localRoutes } from './local-routes.ts';
import { defaultEgress, newRule } from './rules.ts';

/** Makes what AWS makes beside each VPC: main route table, default security group and default network ACL. */
export function furnish(vpc: VpcRow, context: CallContext): void {
  addMainRouteTable(vpc, context);
  addDefaultGroup(vpc, context);
  addDefaultAcl(vpc, context);
}

function addMainRouteTable(vpc: VpcRow, { account, now, random, state }: CallContext): void {
  const id = newId('rtb', random);
  const main = {
    RouteTableAssociationId: newId('rtbassoc', random),
    RouteTableId: id,
    Main: true,
    AssociationState: { State: 'associated' as const },
  };
  const row = {
    RouteTableId: id,
    VpcId: vpc.VpcId,
    OwnerId: account,
    PropagatingVgws: [],
    Routes: localRoutes(vpc),
    Associations: [main],
    Tags: [],
  };
  state.of(ec2State).routeTables.put(id, row, now);
}

function addDefaultGroup(vpc: VpcRow, context: CallContext): void {
  const { account, now, random, state } = context;
  const id = newId('sg', random);
  const within = newRule(
    { groupId: id, egress: false, protocol: '-1' },
    { ReferencedGroupInfo: { GroupId: id, UserId: account } },
    context,
  );
  const row = {
    GroupId: id,
    GroupName: 'default',
    Description: 'default VPC security group',
    OwnerId: account,
    VpcId: vpc.VpcId,
    rules: [within, ...defaultEgress(id, vpc, context)],
    Tags: [],
  };
  state.of(ec2State).securityGroups.put(id, row, now);
}

/** One rule that lets everything through and the last one, which can't be taken away. */
function aclEntries(egress: boolean): NetworkAclEntry[] {
  const all = { CidrBlock: '0.0.0.0/0', Egress: egress, Protocol: '-1' };
  return [
    { ...all, RuleAction: 'allow', RuleNumber: 100 },
    { ...all, RuleAction: 'deny', RuleNumber: 32_767 },
  ];
}

function addDefaultAcl(vpc: VpcRow, { account, now, random, state }: CallContext): void {
  const id = newId('acl', random);
  const row = {
    NetworkAclId: id,
    VpcId: vpc.VpcId,
    OwnerId: account,
    IsDefault: true,
    Entries: [...aclEntries(true), ...aclEntries(false)],
    Associations: [],
    Tags: [],
  };
  state.of(ec2State).networkAcls.put(id, row, now);
}

/** Takes away what AWS takes away with a VPC. */
export function unfurnish(vpcId: string, { now, state }: CallContext): void {
  const { routeTables, securityGroups, networkAcls } = state.of(ec2State);
  for (const { RouteTableId } of routeTables.by('VpcId', vpcId, now)) routeTables.remove(RouteTableId, now);
  for (const { GroupId } of securityGroups.by('VpcId', vpcId, now)) securityGroups.remove(GroupId, now);
  for (const { NetworkAclId } of networkAcls.by('VpcId', vpcId, now)) networkAcls.remove(NetworkAclId, now);
}
