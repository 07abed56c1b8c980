import assert from 'node:assert/strict';
import { securityGroupRule as kind } from '../../../../src/aws/ec2/security-group-rule.ts';
import type { FieldValues, Observation } from '../../../../src/engine/observation.ts';
import { callsFor, tagsOf } from '../kind-case.ts';
import { assembled, authorize, desired, first, revoke, rule, second, tagged, tcp80 } from './rule-case.ts';

/** The engine's calls for an object that wants `wanted` and has `parts`. */
function calls(parts: readonly Observation[], wanted: FieldValues, applied?: readonly string[]): readonly (readonly [string, object])[] {
  return callsFor(kind, wanted, assembled(parts, wanted), applied === undefined ? {} : { applied });
}

function memberOf(call: readonly [string, object] | undefined, name: string): unknown {
  return Object.entries(call?.[1] ?? {}).find(([member]) => member === name)?.[1];
}

describe('SecurityGroupRule: changes', () => {
  const cases = [
    { name: 'nothing to do', parts: [first, second], wanted: desired, calls: [] },
    {
      name: 'a range comes and one goes: opened before the other is closed',
      parts: [first, second],
      wanted: { ...desired, cidrBlocks: ['10.0.0.0/8', '172.16.0.0/12'] },
      calls: [authorize({ ...tcp80, IpRanges: [{ CidrIp: '172.16.0.0/12' }] }), revoke('sgr-2')],
    },
    {
      name: 'other ports',
      parts: [first],
      wanted: { ...desired, cidrBlocks: ['10.0.0.0/8'], fromPort: 443, toPort: 443 },
      calls: [authorize({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }), revoke('sgr-1')],
    },
    {
      name: 'other ports, after a crash between the two calls',
      parts: [first, rule('sgr-3', { FromPort: 443, ToPort: 443 })],
      wanted: { ...desired, cidrBlocks: ['10.0.0.0/8'], fromPort: 443, toPort: 443 },
      calls: [revoke('sgr-1')],
    },
    {
      name: 'one was closed by hand',
      parts: [second],
      wanted: desired,
      calls: [authorize({ ...tcp80, IpRanges: [{ CidrIp: '10.0.0.0/8' }] })],
    },
    {
      name: 'another source group',
      parts: [rule('sgr-1', { CidrIpv4: undefined, ReferencedGroupInfo: { GroupId: 'sg-2' } })],
      wanted: { ...desired, cidrBlocks: undefined, sourceSecurityGroupId: 'sg-3' },
      calls: [authorize({ ...tcp80, UserIdGroupPairs: [{ GroupId: 'sg-3' }] }), revoke('sgr-1')],
    },
    {
      name: 'self goes off',
      parts: [first, rule('sgr-3', { CidrIpv4: undefined, ReferencedGroupInfo: { GroupId: 'sg-1' } })],
      wanted: { ...desired, cidrBlocks: ['10.0.0.0/8'], self: false },
      calls: [revoke('sgr-3')],
    },
    {
      name: 'a member left spec altogether',
      parts: [first, rule('sgr-3', { CidrIpv4: undefined, CidrIpv6: '::/0' })],
      wanted: { ...desired, cidrBlocks: ['10.0.0.0/8'] },
      calls: [revoke('sgr-3')],
    },
    {
      name: 'a member left spec altogether while another changes',
      parts: [first, rule('sgr-3', { CidrIpv4: undefined, CidrIpv6: '::/0' })],
      wanted: { ...desired, cidrBlocks: ['172.16.0.0/12'] },
      calls: [authorize({ ...tcp80, IpRanges: [{ CidrIp: '172.16.0.0/12' }] }), revoke('sgr-1')],
    },
  ];
  for (const { name, parts, wanted, calls: expected } of cases) {
    it(name, () => assert.deepEqual(calls(parts, wanted), expected));
  }

  it('gives new descriptions to the rules that have another, in one call', () => {
    const described = rule('sgr-2', { CidrIpv4: '192.168.0.0/16', Description: 'web' });
    assert.deepEqual(calls([first, described], { ...desired, description: 'web' }), [
      [
        'ModifySecurityGroupRules',
        {
          GroupId: 'sg-1',
          SecurityGroupRules: [
            { SecurityGroupRuleId: 'sgr-1', SecurityGroupRule: { ...tcp80, CidrIpv4: '10.0.0.0/8', Description: 'web' } },
          ],
        },
      ],
    ]);
  });

  it('takes a description away that left spec', () => {
    const [call] = calls([rule('sgr-1', { Description: 'web' })], { ...desired, cidrBlocks: ['10.0.0.0/8'] }, ['description']);
    assert.equal(call?.[0], 'ModifySecurityGroupRules');
    assert.match(JSON.stringify(call[1]), /"Description":""/);
  });

  it('names the other end of a described rule as AWS wants it', () => {
    const ends = [
      [{ CidrIpv6: '::/0' }, { ipv6CidrBlocks: ['::/0'] }, { CidrIpv6: '::/0' }],
      [{ PrefixListId: 'pl-1' }, { prefixListIds: ['pl-1'] }, { PrefixListId: 'pl-1' }],
      [{ ReferencedGroupInfo: { GroupId: 'sg-2' } }, { sourceSecurityGroupId: 'sg-2' }, { ReferencedGroupId: 'sg-2' }],
      [{ ReferencedGroupInfo: { GroupId: 'sg-1' } }, { self: true }, { ReferencedGroupId: 'sg-1' }],
    ] as const;
    for (const [more, wanted, input] of ends) {
      const [call] = calls([rule('sgr-1', { CidrIpv4: undefined, ...more })], {
        ...desired,
        cidrBlocks: undefined,
        description: 'd',
        ...wanted,
      });
      assert.deepEqual(memberOf(call, 'SecurityGroupRules'), [
        { SecurityGroupRuleId: 'sgr-1', SecurityGroupRule: { ...tcp80, ...input, Description: 'd' } },
      ]);
    }
  });

  it('lets the rules that it opens later inherit the tags', () => {
    const part = rule('sgr-1', { Tags: tagsOf(kind, { team: 'a' }) });
    const [call] = callsFor(kind, desired, assembled([part]), { tags: { team: 'a' } });
    assert.deepEqual(memberOf(call, 'TagSpecifications'), [{ ResourceType: 'security-group-rule', Tags: tagsOf(kind, { team: 'a' }) }]);
  });

  it('tags what it took in: with its own siblings’ owner, or all when none is tagged yet', () => {
    const unowned = rule('sgr-3', { CidrIpv4: '192.168.0.0/16', Tags: [] });
    assert.deepEqual(calls([first, unowned], desired), [['CreateTags', { Resources: ['sgr-3'], Tags: tagged }]]);
    const bare = rule('sgr-1', { Tags: [] });
    assert.deepEqual(calls([bare, unowned], desired), [['CreateTags', { Resources: ['sgr-1', 'sgr-3'], Tags: tagged }]]);
  });

  it('opens without tags where it has no owner to show yet', () => {
    const bare = rule('sgr-1', { Tags: [] });
    assert.deepEqual(calls([bare], desired), [
      ['CreateTags', { Resources: ['sgr-1'], Tags: tagged }],
      authorize({ ...tcp80, IpRanges: [{ CidrIp: '192.168.0.0/16' }] }, {}),
    ]);
  });
});
