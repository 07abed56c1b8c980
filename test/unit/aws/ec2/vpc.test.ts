import assert from 'node:assert/strict';
import { vpc } from '../../../../src/aws/ec2/vpc.ts';
import { actionsFor, callsFor, contextOf, createContextOf, observationOf, ownerOf, shown, tagsOf, where } from '../kind-case.ts';

const item = {
  VpcId: 'vpc-1',
  CidrBlock: '10.0.0.0/16',
  InstanceTenancy: 'default',
  State: 'available',
  OwnerId: '111122223333',
  DhcpOptionsId: 'dopt-1',
  Tags: tagsOf(vpc, { team: 'a', 'aws:cloudformation:stack': 's' }),
};
const ipv6 = {
  AssociationId: 'vpc-cidr-assoc-1',
  Ipv6CidrBlock: '2001:db8::/56',
  Ipv6CidrBlockState: { State: 'associated' },
  NetworkBorderGroup: 'eu-west-1',
  Ipv6Pool: 'Amazon',
};
const deep = { enableDnsSupport: true, enableDnsHostnames: false, enableNetworkAddressUsageMetrics: false };
const listed = observationOf(vpc, item);
const observed = { ...listed, fields: { ...listed.fields, ...deep }, unknown: [] };
const withIpv6 = observationOf(vpc, { ...item, Ipv6CidrBlockAssociationSet: [ipv6] });

describe('VPC', () => {
  it('shows what DescribeVpcs says', () => {
    assert.deepEqual(listed, {
      key: 'vpc-1',
      owner: ownerOf(vpc),
      tags: { team: 'a' },
      fields: { cidrBlock: '10.0.0.0/16', instanceTenancy: 'default', assignGeneratedIpv6CidrBlock: false },
      unknown: ['enableDnsSupport', 'enableDnsHostnames', 'enableNetworkAddressUsageMetrics'],
      atProvider: {
        id: 'vpc-1',
        arn: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1',
        ownerId: '111122223333',
        dhcpOptionsId: 'dopt-1',
      },
      state: { phase: 'usable', reason: 'Available' },
      seenAt: 1,
    });
  });

  it('shows an IPv6 range that is there or coming, and none that is going', () => {
    assert.equal(withIpv6.fields['ipv6CidrBlock'], '2001:db8::/56');
    assert.equal(withIpv6.fields['assignGeneratedIpv6CidrBlock'], true);
    assert.equal(withIpv6.atProvider['ipv6AssociationId'], 'vpc-cidr-assoc-1');
    const going = { ...ipv6, Ipv6CidrBlockState: { State: 'disassociating' } };
    assert.equal(observationOf(vpc, { ...item, Ipv6CidrBlockAssociationSet: [going] }).fields['assignGeneratedIpv6CidrBlock'], false);
    const byoip = { ...ipv6, Ipv6Pool: 'ipv6pool-ec2-1' };
    assert.equal(observationOf(vpc, { ...item, Ipv6CidrBlockAssociationSet: [byoip] }).fields['assignGeneratedIpv6CidrBlock'], false);
  });

  it('is pending as long as AWS says so', () => {
    assert.equal(observationOf(vpc, { ...item, State: 'pending' }).state.phase, 'pending');
  });

  it('creates with canonical range, owner tags and users tags in one call', () => {
    const context = createContextOf(vpc, { cidrBlock: '10.0.1.2/16', instanceTenancy: 'dedicated' }, { tags: { team: 'a' } });
    assert.deepEqual(vpc.create(context).map(shown), [
      [
        'CreateVpc',
        {
          CidrBlock: '10.0.0.0/16',
          InstanceTenancy: 'dedicated',
          TagSpecifications: [{ ResourceType: 'vpc', Tags: tagsOf(vpc, { team: 'a' }) }],
        },
      ],
    ]);
  });

  it('asks for an IPv6 range at creation', () => {
    const [call] = vpc.create(createContextOf(vpc, { cidrBlock: '10.0.0.0/16', assignGeneratedIpv6CidrBlock: true }));
    assert.equal(call?.input['AmazonProvidedIpv6CidrBlock'], true);
  });

  it('knows the attributes of a fresh VPC without a read', () => {
    const made = vpc.created({ Vpc: item }, createContextOf(vpc, { cidrBlock: '10.0.0.0/16' }), 5);
    const { unknown: _unknown, ...known } = listed;
    assert.deepEqual(made, { ...known, fields: { ...listed.fields, ...deep }, seenAt: 5 });
    assert.equal(vpc.created({}, createContextOf(vpc, {}), 5), undefined);
  });

  const attribute = (name: string, value: boolean): readonly [string, object] => [
    'ModifyVpcAttribute',
    { VpcId: 'vpc-1', [name]: { Value: value } },
  ];
  const cases = [
    { name: 'nothing to do', desired: { cidrBlock: '10.0.3.0/16', ...deep }, calls: [] },
    {
      name: 'one attribute a call, DNS support before host names',
      desired: { enableDnsHostnames: true, enableDnsSupport: true, enableNetworkAddressUsageMetrics: true },
      from: { enableDnsSupport: false },
      calls: [
        attribute('EnableDnsSupport', true),
        attribute('EnableDnsHostnames', true),
        attribute('EnableNetworkAddressUsageMetrics', true),
      ],
    },
    {
      name: 'host names off before DNS support',
      desired: { enableDnsHostnames: false, enableDnsSupport: false },
      from: { enableDnsHostnames: true },
      calls: [attribute('EnableDnsHostnames', false), attribute('EnableDnsSupport', false)],
    },
    {
      name: 'leaves dedicated tenancy',
      desired: { instanceTenancy: 'default' },
      from: { instanceTenancy: 'dedicated' },
      calls: [['ModifyVpcTenancy', { VpcId: 'vpc-1', InstanceTenancy: 'default' }]],
    },
    {
      name: 'an IPv6 range is asked for',
      desired: { assignGeneratedIpv6CidrBlock: true },
      calls: [['AssociateVpcCidrBlock', { VpcId: 'vpc-1', AmazonProvidedIpv6CidrBlock: true }]],
    },
  ];
  for (const { name, desired, from = {}, calls } of cases) {
    it(`updates: ${name}`, () => {
      assert.deepEqual(callsFor(vpc, desired, { ...observed, fields: { ...observed.fields, ...from }, tags: {} }), calls);
    });
  }

  it('gives an IPv6 range back, and takes another for another border group', () => {
    const gone: readonly [string, object] = ['DisassociateVpcCidrBlock', { AssociationId: 'vpc-cidr-assoc-1' }];
    assert.deepEqual(callsFor(vpc, { assignGeneratedIpv6CidrBlock: false }, withIpv6), [gone]);
    assert.deepEqual(callsFor(vpc, { assignGeneratedIpv6CidrBlock: true, ipv6CidrBlockNetworkBorderGroup: 'edge' }, withIpv6), [
      gone,
      ['AssociateVpcCidrBlock', { VpcId: 'vpc-1', AmazonProvidedIpv6CidrBlock: true, Ipv6CidrBlockNetworkBorderGroup: 'edge' }],
    ]);
  });

  it('can not enter dedicated tenancy in place', () => {
    const [action] = actionsFor(vpc, { instanceTenancy: 'dedicated' }, observed);
    assert.equal(action?.type, 'replace');
  });

  it('sets and removes tags', () => {
    const context = { ...contextOf(vpc, {}), observed, changes: [] };
    assert.deepEqual(vpc.tag?.(context, { a: '1' }, ['b']).map(shown), [
      ['CreateTags', { Resources: ['vpc-1'], Tags: [{ Key: 'a', Value: '1' }] }],
      ['DeleteTags', { Resources: ['vpc-1'], Tags: [{ Key: 'b' }] }],
    ]);
  });

  it('deletes', () => {
    assert.deepEqual(vpc.delete({ ...contextOf(vpc, {}), observed }).map(shown), [['DeleteVpc', { VpcId: 'vpc-1' }]]);
  });

  it('reads attributes one a call, and the furniture of many VPCs in one', async () => {
    const sent: (readonly [string, object])[] = [];
    const answers: Readonly<Record<string, object>> = {
      DescribeVpcAttribute: { EnableDnsSupport: { Value: false }, EnableDnsHostnames: { Value: true } },
      DescribeRouteTables: { RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1' }] },
      DescribeNetworkAcls: { NetworkAcls: [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1' }], NextToken: '' },
      DescribeSecurityGroups: { SecurityGroups: [{ GroupId: 'sg-1', VpcId: 'vpc-1' }] },
    };
    const send = (_service: string, operation: string, input: object) => {
      sent.push([operation, input]);
      return Promise.resolve((answers[operation] ?? {}) as Readonly<Record<string, unknown>>);
    };
    const shownBy = async (name: string) => {
      const part = vpc.deep?.find((each) => each.name === name);
      return (await part?.read(send, [observed, { ...observed, key: 'vpc-2' }]))?.get('vpc-1');
    };
    assert.deepEqual(await shownBy('enableDnsSupport'), { fields: { enableDnsSupport: false } });
    assert.deepEqual(await shownBy('enableDnsHostnames'), { fields: { enableDnsHostnames: true } });
    assert.equal(await shownBy('enableNetworkAddressUsageMetrics'), undefined, 'not shown, not known');
    assert.equal(sent.length, 6);
    assert.deepEqual(sent[0], ['DescribeVpcAttribute', { VpcId: 'vpc-1', Attribute: 'enableDnsSupport' }]);
    assert.deepEqual(await shownBy('furniture'), {
      atProvider: {
        mainRouteTableId: 'rtb-1',
        defaultRouteTableId: 'rtb-1',
        defaultNetworkAclId: 'acl-1',
        defaultSecurityGroupId: 'sg-1',
      },
    });
    assert.equal(sent.length, 9);
    const filters = [
      { Name: 'vpc-id', Values: ['vpc-1', 'vpc-2'] },
      { Name: 'association.main', Values: ['true'] },
    ];
    assert.deepEqual(sent[6], ['DescribeRouteTables', { Filters: filters, MaxResults: 100 }]);
  });

  it('names the ARN of its partition', () => {
    const [chinese] = vpc.observe(item as never, { ...where, partition: 'aws-cn', region: 'cn-north-1' }, 1);
    assert.equal(chinese?.atProvider['arn'], 'arn:aws-cn:ec2:cn-north-1:111122223333:vpc/vpc-1');
  });
});
