import assert from 'node:assert/strict';
import { treeOf } from '../../../../src/cli/dev/demo/tree.ts';
import type { KubernetesObject } from '../../../../src/kubernetes/object.ts';

const plain = (text: string): string => text;
const paint = { good: plain, bad: plain, dim: plain };

function managed(kind: string, name: string, forProvider: object, reason = ''): KubernetesObject {
  const ready = { type: 'Ready', status: reason === '' ? 'True' : 'False', reason, observedGeneration: 1 };
  const annotations = { 'evenkeel.dev/external-name': `id-of-${name}` };
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, uid: name, resourceVersion: '1', generation: 1, annotations },
    spec: { forProvider },
    status: { conditions: [ready] },
  };
}

describe('the tree of the demo', () => {
  const vpc = managed('VPC', 'shop', { tags: { Name: 'shop' } });
  const subnet = managed('Subnet', 'shop-a', { vpcIdRef: { name: 'shop' } }, 'Creating');
  const group = managed('SubnetGroup', 'shop', { subnetIdRefs: [{ name: 'shop-a' }, { name: 'shop-b' }] });
  const database = managed('Instance', 'db', { passwordSecretRef: { name: 'shop' }, dbSubnetGroupNameRef: { name: 'shop' } });

  it('puts an object below the first that it refers to, whatever the order', () => {
    const expected = [
      'VPC shop                Ready  id-of-shop',
      '└─ Subnet shop-a        Creating',
      '   └─ SubnetGroup shop  Ready  id-of-shop',
      '      └─ Instance db    Ready  id-of-db',
    ];
    assert.deepEqual(treeOf([vpc, subnet, group, database], paint), expected);
    assert.deepEqual(treeOf([database, group, subnet, vpc], paint), expected);
  });

  it('puts an object whose target is not there at the root', () => {
    assert.deepEqual(treeOf([subnet], paint), ['Subnet shop-a  Creating']);
  });

  it('ends with objects that refer to each other', () => {
    const a = managed('VPC', 'a', { subnetIdRef: { name: 'b' } });
    const b = managed('Subnet', 'b', { vpcIdRef: { name: 'a' } });
    assert.equal(treeOf([a, b], paint).length, 2);
  });

  it('takes a Ready of an older generation for none', () => {
    const changed = { ...vpc, metadata: { ...vpc.metadata, generation: 2 } };
    assert.doesNotMatch(treeOf([changed], paint)[0] ?? '', /Ready  /);
  });
});
