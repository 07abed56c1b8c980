import assert from 'node:assert/strict';
import { securityGroup } from '../../../../src/aws/ec2/security-group.ts';
import { ownerTagKeys } from '../../../../src/engine/ownership/owner-tags.ts';
import { callsFor, contextOf, createContextOf, observationOf, ownerOf, shown, tagsOf } from '../kind-case.ts';

const mark = (value: string) => ({ 'evenkeel.dev:egress-revoked': value });
const allowAll = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [], UserIdGroupPairs: [], PrefixListIds: [] };
const item = {
  GroupId: 'sg-1',
  GroupName: 'web',
  Description: 'front',
  VpcId: 'vpc-1',
  OwnerId: '111122223333',
  IpPermissions: [
    {
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
      IpRanges: [
        { CidrIp: '10.1.0.0/16', Description: 'b' },
        { CidrIp: '10.0.0.0/16', Description: 'a' },
        { CidrIp: '10.2.0.0/16', Description: 'a' },
      ],
      UserIdGroupPairs: [
        { GroupId: 'sg-1', Description: 'a' },
        { GroupId: 'sg-2', Description: 'a' },
      ],
    },
  ],
  IpPermissionsEgress: [allowAll],
  Tags: tagsOf(securityGroup, mark('false')),
};
const fresh = observationOf(securityGroup, item);
const deletion = (desired: object) => securityGroup.delete({ ...contextOf(securityGroup, { ...desired }), observed: fresh }).map(shown);

describe('SecurityGroup', () => {
  it('shows its rules by ports and description', () => {
    assert.deepEqual(fresh.fields, { name: 'web', description: 'front', vpcId: 'vpc-1' });
    assert.deepEqual(fresh.atProvider, {
      id: 'sg-1',
      arn: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
      ownerId: '111122223333',
      ingress: [
        { protocol: 'tcp', fromPort: 80, toPort: 80, description: 'b', cidrBlocks: ['10.1.0.0/16'] },
        {
          protocol: 'tcp',
          fromPort: 80,
          toPort: 80,
          description: 'a',
          cidrBlocks: ['10.0.0.0/16', '10.2.0.0/16'],
          securityGroups: ['sg-2'],
          self: true,
        },
      ],
      egress: [{ protocol: '-1', cidrBlocks: ['0.0.0.0/0'] }],
    });
  });

  it('shows no more rules than status may hold', () => {
    const many = Array.from({ length: 150 }, (_, port) => ({
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      IpRanges: [{ CidrIp: '10.0.0.0/8' }],
    }));
    assert.equal((observationOf(securityGroup, { ...item, IpPermissions: many }).atProvider['ingress'] as unknown[]).length, 100);
  });

  it('keeps its note out of the tags', () => {
    assert.deepEqual(fresh.tags, {});
    assert.deepEqual(fresh.owner, ownerOf(securityGroup));
    assert.deepEqual(fresh.marks, mark('false'));
  });

  it('is named after the object unless spec names it', () => {
    const created = (desired: object) => securityGroup.create(createContextOf(securityGroup, { vpcId: 'vpc-1', ...desired }))[0]?.input;
    assert.deepEqual(created({}), {
      GroupName: 'db',
      Description: 'Managed by Evenkeel',
      VpcId: 'vpc-1',
      TagSpecifications: [
        { ResourceType: 'security-group', Tags: [...tagsOf(securityGroup), { Key: 'evenkeel.dev:egress-revoked', Value: 'false' }] },
      ],
    });
    assert.equal(created({ name: 'web' })?.['GroupName'], 'web');
    assert.equal(created({ description: 'front' })?.['Description'], 'front');
  });

  it('is found by VPC and name, and claims them', () => {
    const context = contextOf(securityGroup, { vpcId: 'vpc-1' });
    assert.deepEqual(securityGroup.claims(context), ['vpc-1|db']);
    assert.deepEqual(securityGroup.natural?.(context), {
      filters: [
        { Name: 'vpc-id', Values: ['vpc-1'] },
        { Name: 'group-name', Values: ['db'] },
      ],
    });
    assert.deepEqual(securityGroup.claims(contextOf(securityGroup, {})), []);
    assert.equal(securityGroup.natural?.(contextOf(securityGroup, {})), undefined);
  });

  it('is on its way until a read shows the rules of a new group', () => {
    const context = createContextOf(securityGroup, { vpcId: 'vpc-1' }, { tags: { team: 'a' } });
    const made = securityGroup.created({ GroupId: 'sg-1' }, context, 7);
    assert.equal(made?.key, 'sg-1');
    assert.equal(made.state.phase, 'pending');
    assert.deepEqual(made.tags, { team: 'a' });
    assert.deepEqual(callsFor(securityGroup, { vpcId: 'vpc-1' }, made), []);
    assert.deepEqual(securityGroup.settle?.({ ...context, observed: made, changes: [] }), []);
    assert.equal(securityGroup.created({}, context, 7), undefined);
  });

  const revoke = (...permissions: object[]): readonly [string, object] => [
    'RevokeSecurityGroupEgress',
    { GroupId: 'sg-1', IpPermissions: permissions },
  ];
  const note: readonly [string, object] = [
    'CreateTags',
    { Resources: ['sg-1'], Tags: [{ Key: 'evenkeel.dev:egress-revoked', Value: 'true' }] },
  ];
  const ipv4 = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  const ipv6 = { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
  const settling = [
    { name: 'IPv4', more: {}, calls: [revoke(ipv4), note] },
    {
      name: 'IPv6 too',
      more: { IpPermissionsEgress: [{ ...allowAll, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }] },
      calls: [revoke(ipv4, ipv6), note],
    },
    { name: 'gone already: only noted', more: { IpPermissionsEgress: [] }, calls: [note] },
    {
      name: 'not one with a description, or for some ports',
      more: {
        IpPermissionsEgress: [
          { ...allowAll, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'mine' }] },
          { ...allowAll, IpProtocol: 'tcp', FromPort: 1, ToPort: 2 },
        ],
      },
      calls: [note],
    },
    { name: 'once', more: { Tags: tagsOf(securityGroup, mark('true')) }, calls: [] },
    { name: 'not of a group that was adopted', more: { Tags: tagsOf(securityGroup) }, calls: [] },
  ];
  for (const { name, more, calls } of settling) {
    it(`takes away the rule that lets everything out: ${name}`, () =>
      assert.deepEqual(callsFor(securityGroup, { vpcId: 'vpc-1' }, observationOf(securityGroup, { ...item, ...more })), calls));
  }

  it('takes the note away with the owner tags', () => {
    const context = { ...contextOf(securityGroup, {}), observed: fresh, changes: [] };
    const keys = (remove: readonly string[]) =>
      securityGroup.tag?.(context, {}, remove).map(({ input }) => (input['Tags'] as { Key: string }[]).map(({ Key }) => Key));
    assert.deepEqual(keys(Object.values(ownerTagKeys)), [[...Object.values(ownerTagKeys), 'evenkeel.dev:egress-revoked']]);
    assert.deepEqual(keys(['team']), [['team']]);
  });

  it('deletes, its rules first where that is asked for', () => {
    const remove: readonly [string, object] = ['DeleteSecurityGroup', { GroupId: 'sg-1' }];
    assert.deepEqual(deletion({}), [remove]);
    assert.deepEqual(deletion({ revokeRulesOnDelete: true }), [
      [
        'RevokeSecurityGroupIngress',
        {
          GroupId: 'sg-1',
          IpPermissions: [
            { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.1.0.0/16' }] },
            {
              IpProtocol: 'tcp',
              FromPort: 80,
              ToPort: 80,
              IpRanges: [{ CidrIp: '10.0.0.0/16' }, { CidrIp: '10.2.0.0/16' }],
              UserIdGroupPairs: [{ GroupId: 'sg-2' }, { GroupId: 'sg-1' }],
            },
          ],
        },
      ],
      revoke(ipv4),
      remove,
    ]);
  });
});
