import assert from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-ec2';
import { outcomeOf } from '../simulated-ec2.ts';
import { network } from './network.ts';

describe('EC2 of the simulator', () => {
  it('makes a main route table, a default group and a default ACL beside each VPC, and takes them away with it', async () => {
    const { ec2, simulator } = await network();
    const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
    const Filters = [{ Name: 'vpc-id', Values: [Vpc?.VpcId ?? ''] }];
    const { RouteTables } = await ec2.send(
      new sdk.DescribeRouteTablesCommand({ Filters: [...Filters, { Name: 'association.main', Values: ['true'] }] }),
    );
    assert.deepEqual(
      RouteTables?.[0]?.Routes?.map(({ GatewayId, DestinationCidrBlock }) => [GatewayId, DestinationCidrBlock]),
      [['local', '10.9.0.0/16']],
    );
    const { SecurityGroups } = await ec2.send(new sdk.DescribeSecurityGroupsCommand({ Filters }));
    assert.deepEqual(
      SecurityGroups?.map(({ GroupName }) => GroupName),
      ['default'],
    );
    assert.equal((await ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters }))).NetworkAcls?.[0]?.IsDefault, true);
    await ec2.send(new sdk.DeleteVpcCommand({ VpcId: Vpc?.VpcId }));
    assert.deepEqual(
      simulator.admin.list().filter(({ members }) => members['VpcId'] === Vpc?.VpcId),
      [],
    );
  });

  it('lets a route lead nowhere while its gateway is detached', async () => {
    const { ec2, vpcId, gatewayId, tableId } = await network();
    const state = async (): Promise<string | undefined> => {
      const { RouteTables } = await ec2.send(new sdk.DescribeRouteTablesCommand({ RouteTableIds: [tableId] }));
      return RouteTables?.[0]?.Routes?.find(({ GatewayId }) => GatewayId === gatewayId)?.State;
    };
    await ec2.send(new sdk.CreateRouteCommand({ RouteTableId: tableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gatewayId }));
    assert.equal(await state(), 'active');
    await ec2.send(new sdk.DetachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: gatewayId }));
    assert.equal(await state(), 'blackhole');
  });

  it('gives an association another id with its other table', async () => {
    const { ec2, vpcId, subnetId, tableId } = await network();
    const { AssociationId } = await ec2.send(new sdk.AssociateRouteTableCommand({ RouteTableId: tableId, SubnetId: subnetId }));
    const { RouteTable } = await ec2.send(new sdk.CreateRouteTableCommand({ VpcId: vpcId }));
    const input = { AssociationId, RouteTableId: RouteTable?.RouteTableId };
    const { NewAssociationId } = await ec2.send(new sdk.ReplaceRouteTableAssociationCommand(input));
    assert.notEqual(NewAssociationId, AssociationId);
    const Filters = [{ Name: 'association.subnet-id', Values: [subnetId] }];
    const { RouteTables } = await ec2.send(new sdk.DescribeRouteTablesCommand({ Filters }));
    assert.deepEqual(
      RouteTables?.map(({ RouteTableId }) => RouteTableId),
      [RouteTable?.RouteTableId],
    );
    assert.equal(await outcomeOf(ec2.send(new sdk.DisassociateRouteTableCommand({ AssociationId }))), 'InvalidAssociationID.NotFound');
  });

  it('tells one rule from another, with ids, tags and descriptions', async () => {
    const { ec2, groupId } = await network();
    const { SecurityGroupRules = [] } = await ec2.send(
      new sdk.AuthorizeSecurityGroupIngressCommand({
        GroupId: groupId,
        IpPermissions: [
          {
            IpProtocol: '6',
            FromPort: 443,
            ToPort: 443,
            IpRanges: [{ CidrIp: '10.1.2.3/16', Description: 'in' }, { CidrIp: '10.2.0.0/16' }],
          },
        ],
        TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'a', Value: 'b' }] }],
      }),
    );
    assert.deepEqual(
      SecurityGroupRules.map(({ IpProtocol, CidrIpv4, Description, Tags }) => ({ IpProtocol, CidrIpv4, Description, Tags })),
      [
        { IpProtocol: 'tcp', CidrIpv4: '10.1.0.0/16', Description: 'in', Tags: [{ Key: 'a', Value: 'b' }] },
        { IpProtocol: 'tcp', CidrIpv4: '10.2.0.0/16', Description: undefined, Tags: [{ Key: 'a', Value: 'b' }] },
      ],
    );
    const [first, second] = SecurityGroupRules.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId ?? '');
    await ec2.send(new sdk.RevokeSecurityGroupIngressCommand({ GroupId: groupId, SecurityGroupRuleIds: [first ?? ''] }));
    const { SecurityGroups } = await ec2.send(new sdk.DescribeSecurityGroupsCommand({ GroupIds: [groupId] }));
    assert.deepEqual(
      SecurityGroups?.[0]?.IpPermissions?.map(({ IpRanges }) => IpRanges),
      [[{ CidrIp: '10.2.0.0/16' }]],
    );
    const change = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '10.2.0.0/16', Description: 'other' };
    await ec2.send(
      new sdk.ModifySecurityGroupRulesCommand({
        GroupId: groupId,
        SecurityGroupRules: [{ SecurityGroupRuleId: second, SecurityGroupRule: change }],
      }),
    );
    const Filters = [{ Name: 'tag:a', Values: ['b'] }];
    const shown = await ec2.send(new sdk.DescribeSecurityGroupRulesCommand({ Filters }));
    assert.deepEqual(
      shown.SecurityGroupRules?.map((rule) => [rule.SecurityGroupRuleId, rule.Description]),
      [[second, 'other']],
    );
  });

  it('filters by tag, key and pattern', async () => {
    const { ec2, vpcId } = await network();
    await ec2.send(new sdk.CreateTagsCommand({ Resources: [vpcId], Tags: [{ Key: 'Name', Value: 'shop*1' }] }));
    const found = async (Name: string, ...Values: string[]): Promise<number> =>
      (await ec2.send(new sdk.DescribeVpcsCommand({ Filters: [{ Name, Values }] }))).Vpcs?.length ?? 0;
    assert.deepEqual(
      [
        await found('tag:Name', 'shop*'),
        await found('tag:Name', 'shop??'),
        await found('tag:Name', 'shop?1*'),
        await found('tag:Name', 'shop?'),
        await found('tag:Name', String.raw`shop\*1`),
        await found('tag:Name', String.raw`sho\p\*`),
        await found('tag-key', 'Name', 'other'),
        await found('vpc-id', 'vpc-00000000000000000'),
      ],
      [1, 1, 1, 0, 1, 0, 1, 0],
    );
    await ec2.send(new sdk.DeleteTagsCommand({ Resources: [vpcId], Tags: [{ Key: 'Name', Value: 'another' }] }));
    assert.equal(await found('tag-key', 'Name'), 1);
    await ec2.send(new sdk.DeleteTagsCommand({ Resources: [vpcId], Tags: [{ Key: 'Name' }] }));
    assert.equal(await found('tag-key', 'Name'), 0);
  });

  it('misses and repeats nothing on its pages while rows come and go', async () => {
    const { ec2, vpcId } = await network();
    const ids = [vpcId];
    for (let index = 0; index < 12; index++) {
      const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
      ids.push(Vpc?.VpcId ?? '');
    }
    const first = await ec2.send(new sdk.DescribeVpcsCommand({ MaxResults: 5 }));
    assert.deepEqual(
      first.Vpcs?.map(({ VpcId }) => VpcId),
      ids.slice(0, 5),
    );
    await ec2.send(new sdk.DeleteVpcCommand({ VpcId: ids[4] }));
    const second = await ec2.send(new sdk.DescribeVpcsCommand({ MaxResults: 5, NextToken: first.NextToken }));
    const third = await ec2.send(new sdk.DescribeVpcsCommand({ MaxResults: 5, NextToken: second.NextToken }));
    assert.deepEqual(
      [second, third].map(({ Vpcs = [] }) => Vpcs.map(({ VpcId }) => VpcId)),
      [ids.slice(5, 10), ids.slice(10)],
    );
    assert.equal(third.NextToken, undefined);
  });

  it('gives the same table for the same client token', async () => {
    const { ec2, vpcId } = await network();
    const create = async (ClientToken?: string): Promise<string | undefined> =>
      (await ec2.send(new sdk.CreateRouteTableCommand({ VpcId: vpcId, ClientToken }))).RouteTable?.RouteTableId;
    assert.equal(await create('one'), await create('one'));
    assert.notEqual(await create('one'), await create('two'));
  });

  it('gives a VPC and its subnets IPv6 blocks', async () => {
    const { ec2, vpcId, subnetId, clock } = await network();
    const { Ipv6CidrBlockAssociation } = await ec2.send(
      new sdk.AssociateVpcCidrBlockCommand({ VpcId: vpcId, AmazonProvidedIpv6CidrBlock: true }),
    );
    const block = Ipv6CidrBlockAssociation?.Ipv6CidrBlock ?? '';
    assert.match(block, /00::\/56$/);
    const Ipv6CidrBlock = block.replace('/56', '/64');
    await ec2.send(new sdk.AssociateSubnetCidrBlockCommand({ SubnetId: subnetId, Ipv6CidrBlock }));
    await clock.advance(2000);
    const { Subnets } = await ec2.send(new sdk.DescribeSubnetsCommand({ SubnetIds: [subnetId] }));
    const association = Subnets?.[0]?.Ipv6CidrBlockAssociationSet?.[0];
    assert.partialDeepStrictEqual(association, { Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } });
    const { AssociationId } = Ipv6CidrBlockAssociation ?? {};
    assert.equal(await outcomeOf(ec2.send(new sdk.DisassociateVpcCidrBlockCommand({ AssociationId }))), 'InvalidCidrBlock.InUse');
    await ec2.send(new sdk.DisassociateSubnetCidrBlockCommand({ AssociationId: association?.AssociationId }));
    assert.equal(await outcomeOf(ec2.send(new sdk.DisassociateVpcCidrBlockCommand({ AssociationId }))), 'ok');
  });
});
