import assert from 'node:assert/strict';
import { referenceFieldNames, referencesOf } from '../../../../src/engine/schema/reference-fields.ts';
import { smallKind } from './small-kind.ts';

describe('reference fields', () => {
  const names: readonly [string, boolean, string, string][] = [
    ['vpcId', false, 'vpcIdRef', 'vpcIdSelector'],
    ['dbSubnetGroupName', false, 'dbSubnetGroupNameRef', 'dbSubnetGroupNameSelector'],
    ['subnetIds', true, 'subnetIdRefs', 'subnetIdSelector'],
    ['vpcSecurityGroupIds', true, 'vpcSecurityGroupIdRefs', 'vpcSecurityGroupIdSelector'],
    ['cidrBlocks', true, 'cidrBlockRefs', 'cidrBlockSelector'],
    ['policies', true, 'policyRefs', 'policySelector'],
  ];
  for (const [field, many, ref, selector] of names) {
    it(`${field} may be given by ${ref} or ${selector}`, () => {
      assert.deepEqual(referenceFieldNames(field, many), { ref, selector });
    });
  }

  it('finds references at any depth and leaves out those whose target or field is not supported', () => {
    const found = referencesOf(smallKind).map(({ path, refField, many, schema }) => ({ path, refField, many, kind: schema.kind }));
    assert.deepEqual(found, [
      { path: 'networkId', refField: 'networkIdRef', many: false, kind: 'Network' },
      { path: 'groupIds', refField: 'groupIdRefs', many: true, kind: 'Group' },
      { path: 'rules[*].peerId', refField: 'peerIdRef', many: false, kind: 'Thing' },
    ]);
  });
});
