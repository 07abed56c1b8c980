import assert from 'node:assert/strict';
import { securityGroupRule as kind } from '../../../../src/aws/ec2/security-group-rule.ts';
import type { FieldValues, Observation } from '../../../../src/engine/observation.ts';
import { ownerTags } from '../../../../src/engine/ownership/owner-tags.ts';
import { contextOf, createContextOf, ownerOf, shown, tagsOf, uid } from '../kind-case.ts';
import { assembled, authorize, desired, first, revoke, rule, second, tagged, tags, tcp80 } from './rule-case.ts';

describe('SecurityGroupRule', () => {
  describe('one rule of AWS', () => {
    it('is shown in the shape of the kind', () => {
      assert.deepEqual(first, {
        key: 'sgr-1',
        owner: ownerOf(kind),
        tags: {},
        fields: {
          securityGroupId: 'sg-1',
          type: 'ingress',
          protocol: 'tcp',
          fromPort: 80,
          toPort: 80,
          cidrBlocks: ['10.0.0.0/8'],
          description: '',
        },
        atProvider: { id: 'sgr-1', arn: 'arn:aws:ec2:eu-west-1:111122223333:security-group-rule/sgr-1' },
        state: { phase: 'usable', reason: 'Authorized' },
        seenAt: 1,
      });
    });

    const ends = [
      { name: 'IPv6 range', more: { CidrIpv6: '::/0' }, shows: { ipv6CidrBlocks: ['::/0'] } },
      { name: 'prefix list', more: { PrefixListId: 'pl-1' }, shows: { prefixListIds: ['pl-1'] } },
      { name: 'another group', more: { ReferencedGroupInfo: { GroupId: 'sg-2' } }, shows: { sourceSecurityGroupId: 'sg-2' } },
      { name: 'the group itself', more: { ReferencedGroupInfo: { GroupId: 'sg-1' } }, shows: { self: true } },
    ];
    for (const { name, more, shows } of ends) {
      it(`shows its other end: ${name}`, () => {
        const { fields } = rule('sgr-1', { CidrIpv4: undefined, ...more });
        const { securityGroupId: _g, type: _t, protocol: _p, fromPort: _f, toPort: _o, description: _d, ...end } = fields;
        assert.deepEqual(end, shows);
      });
    }
  });

  describe('canonical form', () => {
    const forms = [
      {
        name: 'all is -1 and has no ports',
        from: { protocol: 'all', fromPort: 0, toPort: 65535 },
        to: { protocol: '-1', fromPort: -1, toPort: -1 },
      },
      { name: '6 is tcp', from: { protocol: '6' }, to: { protocol: 'tcp' } },
      { name: '17 is udp', from: { protocol: '17' }, to: { protocol: 'udp' } },
      { name: '58 is icmpv6', from: { protocol: '58', fromPort: 8, toPort: 0 }, to: { protocol: 'icmpv6', fromPort: 8, toPort: 0 } },
      {
        name: 'esp is 50 and has no ports',
        from: { protocol: 'esp', fromPort: 0, toPort: 0 },
        to: { protocol: '50', fromPort: -1, toPort: -1 },
      },
      { name: 'upper case', from: { protocol: 'TCP' }, to: { protocol: 'tcp' } },
      { name: 'host bits', from: { cidrBlocks: ['10.1.2.3/8'] }, to: { cidrBlocks: ['10.0.0.0/8'] } },
      { name: 'IPv6', from: { ipv6CidrBlocks: ['2001:DB8:0::/48'] }, to: { ipv6CidrBlocks: ['2001:db8::/48'] } },
      {
        name: 'a group that is its own source is self',
        from: { securityGroupId: 'sg-1', sourceSecurityGroupId: 'sg-1' },
        to: { securityGroupId: 'sg-1', self: true },
      },
    ];
    for (const { name, from, to } of forms) {
      it(name, () => {
        assert.deepEqual(kind.canonical(from), to);
        assert.deepEqual(kind.canonical(to), to);
      });
    }

    it('equals what AWS shows of a rule for all protocols, with ports or without', () => {
      const all = { IpProtocol: '-1', FromPort: undefined, ToPort: undefined };
      assert.deepEqual(rule('sgr-1', all).fields['fromPort'], -1);
      assert.deepEqual(rule('sgr-1', { ...all, FromPort: -1, ToPort: -1 }).fields, rule('sgr-1', all).fields);
    });
  });

  it('is named after the uid, claims every tuple, and is looked for in its group', () => {
    const context = contextOf(kind, { ...desired, self: true });
    assert.equal(context.externalName, `sgrule-${uid}`);
    assert.deepEqual(kind.claims(context), [
      'sg-1|ingress|tcp|80|80|10.0.0.0/8',
      'sg-1|ingress|tcp|80|80|192.168.0.0/16',
      'sg-1|ingress|tcp|80|80|sg-1',
    ]);
    assert.deepEqual(kind.natural?.(context), { filters: [{ Name: 'group-id', Values: ['sg-1'] }] });
    assert.deepEqual(kind.claims(contextOf(kind, { ...desired, securityGroupId: undefined })), []);
    assert.equal(kind.natural?.(contextOf(kind, {})), undefined);
  });

  it('claims one tuple once, however often it is written', () => {
    assert.equal(kind.claims(contextOf(kind, { ...desired, cidrBlocks: ['10.0.0.0/8', '10.0.0.1/8'] })).length, 1);
  });

  describe('create', () => {
    const created = (wanted: FieldValues) => kind.create(createContextOf(kind, wanted)).map(shown);

    it('opens all tuples in one call that carries the owner tags', () => {
      assert.deepEqual(created({ ...desired, description: 'web' }), [
        authorize({
          ...tcp80,
          IpRanges: [
            { CidrIp: '10.0.0.0/8', Description: 'web' },
            { CidrIp: '192.168.0.0/16', Description: 'web' },
          ],
        }),
      ]);
    });

    it('opens every kind of end, outwards', () => {
      const wanted = {
        ...desired,
        type: 'egress',
        protocol: 'all',
        cidrBlocks: [],
        ipv6CidrBlocks: ['::/0'],
        prefixListIds: ['pl-1'],
        self: true,
        sourceSecurityGroupId: 'sg-2',
      };
      const permission = {
        IpProtocol: '-1',
        Ipv6Ranges: [{ CidrIpv6: '::/0' }],
        PrefixListIds: [{ PrefixListId: 'pl-1' }],
        UserIdGroupPairs: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }],
      };
      assert.deepEqual(created(wanted), [
        ['AuthorizeSecurityGroupEgress', { GroupId: 'sg-1', IpPermissions: [permission], TagSpecifications: tags }],
      ]);
    });

    it('says so when there is nothing to open', () => {
      const nothing = createContextOf(kind, { ...desired, cidrBlocks: [], self: false });
      assert.throws(() => kind.create(nothing), { reason: 'NothingToAuthorize' });
    });

    it('knows its rules from the answer', () => {
      const answer = {
        SecurityGroupRules: [
          { SecurityGroupRuleId: 'sgr-1', GroupId: 'sg-1', ...tcp80, CidrIpv4: '10.0.0.0/8', GroupOwnerId: '111122223333', Tags: tagged },
          {
            SecurityGroupRuleId: 'sgr-2',
            GroupId: 'sg-1',
            ...tcp80,
            CidrIpv4: '192.168.0.0/16',
            GroupOwnerId: '111122223333',
            Tags: tagged,
          },
        ],
      };
      assert.deepEqual(kind.created(answer, createContextOf(kind, desired), 1), assembled([first, second]));
      assert.equal(kind.created({}, createContextOf(kind, desired), 1), undefined);
    });
  });

  describe('assemble', () => {
    it('makes one of its parts', () => {
      assert.deepEqual(assembled([second, first]), {
        key: `sgrule-${uid}`,
        aliases: ['sgr-1', 'sgr-2'],
        owner: ownerOf(kind),
        tags: {},
        fields: { ...desired, self: false, description: '' },
        atProvider: { id: `sgrule-${uid}`, securityGroupRuleIds: ['sgr-1', 'sgr-2'] },
        state: { phase: 'usable', reason: 'Authorized' },
        parts: [first, second],
        seenAt: 1,
      });
      assert.equal(assembled([first])?.atProvider['securityGroupRuleId'], 'sgr-1');
    });

    it('takes in what carries no owner only where it equals a wanted tuple', () => {
      const unowned = rule('sgr-3', { CidrIpv4: '192.168.0.0/16', Tags: [] });
      const other = rule('sgr-4', { CidrIpv4: '172.16.0.0/12', Tags: [] });
      assert.deepEqual(assembled([first, unowned, other])?.aliases, ['sgr-1', 'sgr-3']);
      assert.deepEqual(assembled([other]), undefined);
    });

    it('never takes in what carries another owner', () => {
      const others = Object.entries(ownerTags({ ...ownerOf(kind), name: 'other' })).map(([Key, Value]) => ({ Key, Value }));
      assert.equal(assembled([rule('sgr-9', { Tags: others })]), undefined);
    });

    it('says whether all that is wanted is there', () => {
      const matches = (parts: readonly Observation[]) => {
        const whole = assembled(parts);
        return whole && kind.matches?.(whole, contextOf(kind, desired));
      };
      assert.equal(matches([first, second]), true);
      assert.equal(matches([first]), false);
    });

    it('shows what differs, whichever part it is of', () => {
      const wanted = { ...desired, fromPort: 443, toPort: 443, cidrBlocks: ['10.0.0.0/8'] };
      for (const id of ['sgr-0', 'sgr-3']) {
        const fresh = rule(id, { FromPort: 443, ToPort: 443 });
        assert.equal(assembled([fresh, first], wanted)?.fields['fromPort'], 80, `${id} is as wanted, sgr-1 is not`);
      }
    });

    it('has the tags that all its rules have', () => {
      const a = rule('sgr-1', { Tags: tagsOf(kind, { team: 'a', env: 'x' }) });
      const b = rule('sgr-2', { CidrIpv4: '192.168.0.0/16', Tags: tagsOf(kind, { team: 'a' }) });
      assert.deepEqual(assembled([a, b])?.tags, { team: 'a' });
    });
  });

  it('closes all its rules when it is deleted, a call a direction', () => {
    const whole = assembled([first, second]);
    assert.ok(whole);
    assert.deepEqual(kind.delete({ ...contextOf(kind, desired), observed: whole }).map(shown), [revoke('sgr-1', 'sgr-2')]);
    const outwards = assembled([rule('sgr-1', { IsEgress: true })], { ...desired, type: 'egress' });
    assert.ok(outwards);
    assert.deepEqual(kind.delete({ ...contextOf(kind, desired), observed: outwards }).map(shown), [
      ['RevokeSecurityGroupEgress', { GroupId: 'sg-1', SecurityGroupRuleIds: ['sgr-1'] }],
    ]);
  });
});
