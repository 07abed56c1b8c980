import assert from 'node:assert/strict';
import { exampleStack, typeOf } from '../../../../src/cli/dev/install.ts';

describe('typeOf', () => {
  for (const [apiVersion, kind, group, plural, namespaced] of [
    ['v1', 'Secret', '', 'secrets', true],
    ['v1', 'Namespace', '', 'namespaces', false],
    ['ec2.aws.evenkeel.dev/v1beta1', 'InternetGateway', 'ec2.aws.evenkeel.dev', 'internetgateways', true],
    ['example.dev/v1', 'Policy', 'example.dev', 'policies', true],
    ['aws.evenkeel.dev/v1beta1', 'ClusterProviderConfig', 'aws.evenkeel.dev', 'clusterproviderconfigs', false],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'apiextensions.k8s.io', 'customresourcedefinitions', false],
  ] as const)
    it(`knows the resource of a ${kind}`, () => {
      const type = typeOf({ apiVersion, kind, metadata: { name: 'x' } });
      assert.deepEqual(type, { group, version: apiVersion.split('/').at(-1), kind, plural, namespaced });
    });
});

describe('exampleStack', () => {
  it('has objects of several kinds, each of which has a name', () => {
    const stack = exampleStack();
    assert.ok(new Set(stack.map(({ kind }) => kind)).size > 5);
    assert.ok(stack.every(({ metadata }) => metadata.name !== ''));
  });
});
