import assert from 'node:assert/strict';
import { aggregatedVersion } from '../../../../src/devcluster/server/aggregated-discovery.ts';
import { acceptedForm } from '../../../../src/devcluster/server/media-range.ts';

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

describe('acceptedForm', () => {
  const cases = [
    ['nothing said', undefined, { as: 'object' }],
    ['anything', '*/*', { as: 'object' }],
    ["kubectl get's Table", table, { as: 'Table', version: 'v1' }],
    ['metadata alone', 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1', { as: 'PartialObjectMetadata', version: 'v1' }],
    ['protobuf, else JSON', 'application/vnd.kubernetes.protobuf,application/json', { as: 'object' }],
    ['the heavier clause first', 'application/json;q=0.5, application/json;as=Table;v=v1;g=meta.k8s.io', { as: 'Table', version: 'v1' }],
    ['protobuf alone', 'application/vnd.kubernetes.protobuf', undefined],
    ['a web page', 'text/html', undefined],
    ['an unknown form', 'application/json;as=Foo;v=v1;g=x', undefined],
    ['a form of an unknown version', 'application/json;as=Table;v=v9;g=meta.k8s.io', undefined],
  ] as const;
  for (const [name, accept, form] of cases) it(name, () => assert.deepEqual(acceptedForm(accept), form));
});

describe('aggregatedVersion', () => {
  const clause = (version: string): string => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
  const cases = [
    ['v2 before v2beta1', `${clause('v2')},${clause('v2beta1')},application/json`, 'v2'],
    ['v2beta1 of kubectl up to 1.29', `${clause('v2beta1')},application/json`, 'v2beta1'],
    ['an unknown version', `${clause('v3')},application/json`, undefined],
    ['plain', 'application/json', undefined],
    ['nothing said', undefined, undefined],
  ] as const;
  for (const [name, accept, version] of cases) it(name, () => assert.equal(aggregatedVersion(accept), version));
});
