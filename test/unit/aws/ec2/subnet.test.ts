import assert from 'node:assert/strict';
import { subnet } from '../../../../src/aws/ec2/subnet.ts';
import { actionsFor, callsFor, contextOf, createContextOf, observationOf, ownerOf, shown, tagsOf } from '../kind-case.ts';

const item = {
  SubnetId: 'subnet-1',
  VpcId: 'vpc-1',
  CidrBlock: '10.0.1.0/24',
  AvailabilityZone: 'eu-west-1a',
  AvailabilityZoneId: 'euw1-az1',
  MapPublicIpOnLaunch: true,
  PrivateDnsNameOptionsOnLaunch: { HostnameType: 'ip-name', EnableResourceNameDnsARecord: false, EnableResourceNameDnsAAAARecord: true },
  State: 'available',
  OwnerId: '111122223333',
  Tags: tagsOf(subnet),
};
const ipv6 = { AssociationId: 'subnet-cidr-assoc-1', Ipv6CidrBlock: '2001:db8:0:1::/64', Ipv6CidrBlockState: { State: 'associated' } };
const observed = observationOf(subnet, item);
const withIpv6 = observationOf(subnet, { ...item, AssignIpv6AddressOnCreation: true, Ipv6CidrBlockAssociationSet: [ipv6] });

describe('Subnet', () => {
  it('shows what DescribeSubnets says; what it leaves out is off', () => {
    assert.deepEqual(observed, {
      key: 'subnet-1',
      owner: ownerOf(subnet),
      tags: {},
      fields: {
        vpcId: 'vpc-1',
        cidrBlock: '10.0.1.0/24',
        ipv6Native: false,
        availabilityZone: 'eu-west-1a',
        availabilityZoneId: 'euw1-az1',
        assignIpv6AddressOnCreation: false,
        mapPublicIpOnLaunch: true,
        enableDns64: false,
        enableResourceNameDnsARecordOnLaunch: false,
        enableResourceNameDnsAaaaRecordOnLaunch: true,
        privateDnsHostnameTypeOnLaunch: 'ip-name',
      },
      atProvider: { id: 'subnet-1', arn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1', ownerId: '111122223333' },
      state: { phase: 'usable', reason: 'Available' },
      seenAt: 1,
    });
    assert.equal(withIpv6.fields['ipv6CidrBlock'], '2001:db8:0:1::/64');
  });

  for (const [state, phase] of [
    ['pending', 'pending'],
    ['available', 'usable'],
    ['unavailable', 'impaired'],
    ['failed', 'impaired'],
    ['failed-insufficient-capacity', 'impaired'],
  ]) {
    it(`is ${phase} when ${state}`, () => assert.equal(observationOf(subnet, { ...item, State: state }).state.phase, phase));
  }

  it('claims its block in its VPC, as AWS writes it', () => {
    const claims = (desired: object) => subnet.claims(contextOf(subnet, { ...desired }));
    assert.deepEqual(claims({ vpcId: 'vpc-1', cidrBlock: '10.0.1.7/24' }), ['vpc-1|10.0.1.0/24']);
    assert.deepEqual(claims({ vpcId: 'vpc-1', ipv6CidrBlock: '2001:DB8:0:1:0::9/64' }), ['vpc-1|2001:db8:0:1::/64']);
    assert.deepEqual(claims({ cidrBlock: '10.0.1.0/24' }), []);
  });

  it('creates with tags', () => {
    const desired = { vpcId: 'vpc-1', cidrBlock: '10.0.1.7/24', ipv6CidrBlock: '2001:DB8:0:1:0::9/64', availabilityZone: 'eu-west-1a' };
    assert.deepEqual(subnet.create(createContextOf(subnet, desired)).map(shown), [
      [
        'CreateSubnet',
        {
          VpcId: 'vpc-1',
          CidrBlock: '10.0.1.0/24',
          Ipv6CidrBlock: '2001:db8:0:1::/64',
          AvailabilityZone: 'eu-west-1a',
          TagSpecifications: [{ ResourceType: 'subnet', Tags: tagsOf(subnet) }],
        },
      ],
    ]);
  });

  it('is found by VPC and range', () => {
    const filters = (desired: object) => subnet.natural?.(contextOf(subnet, { ...desired }));
    assert.deepEqual(filters({ vpcId: 'vpc-1', cidrBlock: '10.0.1.0/24' }), {
      filters: [
        { Name: 'vpc-id', Values: ['vpc-1'] },
        { Name: 'cidr-block', Values: ['10.0.1.0/24'] },
      ],
    });
    assert.deepEqual(filters({ vpcId: 'vpc-1', ipv6CidrBlock: '2001:db8::/64' }), {
      filters: [
        { Name: 'vpc-id', Values: ['vpc-1'] },
        { Name: 'ipv6-cidr-block-association.ipv6-cidr-block', Values: ['2001:db8::/64'] },
      ],
    });
    assert.equal(filters({ cidrBlock: '10.0.1.0/24' }), undefined, 'the VPC is not resolved yet');
    assert.equal(filters({ vpcId: 'vpc-1' }), undefined);
  });

  const modify = (input: object): readonly [string, object] => ['ModifySubnetAttribute', { SubnetId: 'subnet-1', ...input }];
  const associate: readonly [string, object] = ['AssociateSubnetCidrBlock', { SubnetId: 'subnet-1', Ipv6CidrBlock: '2001:db8:0:2::/64' }];
  const disassociate: readonly [string, object] = ['DisassociateSubnetCidrBlock', { AssociationId: 'subnet-cidr-assoc-1' }];
  const cases = [
    { name: 'nothing to do', desired: { cidrBlock: '10.0.1.0/24', mapPublicIpOnLaunch: true }, from: observed, calls: [] },
    {
      name: 'one attribute a call',
      desired: { mapPublicIpOnLaunch: false, enableDns64: true, privateDnsHostnameTypeOnLaunch: 'resource-name' },
      from: observed,
      calls: [
        modify({ MapPublicIpOnLaunch: { Value: false } }),
        modify({ EnableDns64: { Value: true } }),
        modify({ PrivateDnsHostnameTypeOnLaunch: 'resource-name' }),
      ],
    },
    {
      name: 'names in DNS',
      desired: { enableResourceNameDnsARecordOnLaunch: true, enableResourceNameDnsAaaaRecordOnLaunch: false },
      from: observed,
      calls: [
        modify({ EnableResourceNameDnsARecordOnLaunch: { Value: true } }),
        modify({ EnableResourceNameDnsAAAARecordOnLaunch: { Value: false } }),
      ],
    },
    {
      name: 'IPv6 range before addresses from it',
      desired: { ipv6CidrBlock: '2001:db8:0:2::/64', assignIpv6AddressOnCreation: true },
      from: observed,
      calls: [associate, modify({ AssignIpv6AddressOnCreation: { Value: true } })],
    },
    {
      name: 'no addresses any more before another IPv6 range',
      desired: { ipv6CidrBlock: '2001:db8:0:2::/64', assignIpv6AddressOnCreation: false },
      from: withIpv6,
      calls: [modify({ AssignIpv6AddressOnCreation: { Value: false } }), disassociate, associate],
    },
  ];
  for (const { name, desired, from, calls } of cases) {
    it(`updates: ${name}`, () => assert.deepEqual(callsFor(subnet, desired, from), calls));
  }

  it('can not move to another zone', () => {
    assert.equal(actionsFor(subnet, { availabilityZone: 'eu-west-1b' }, observed)[0]?.type, 'replace');
  });

  it('deletes', () => {
    assert.deepEqual(subnet.delete({ ...contextOf(subnet, {}), observed }).map(shown), [['DeleteSubnet', { SubnetId: 'subnet-1' }]]);
  });
});
