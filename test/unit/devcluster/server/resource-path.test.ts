import assert from 'node:assert/strict';
import { parseResourcePath } from '../../../../src/devcluster/server/resource-path.ts';

describe('parseResourcePath', () => {
  const core = { group: '', version: 'v1', watch: false };
  const apps = { group: 'apps', version: 'v1', watch: false };
  const cases = [
    ['/api/v1/secrets', { ...core, plural: 'secrets' }],
    ['/api/v1/namespaces/a/secrets', { ...core, plural: 'secrets', namespace: 'a' }],
    ['/api/v1/namespaces/a/secrets/s', { ...core, plural: 'secrets', namespace: 'a', name: 's' }],
    ['/apis/apps/v1/namespaces/a/things/t/status', { ...apps, plural: 'things', namespace: 'a', name: 't', subresource: 'status' }],
    ['/apis/apps/v1/things/t', { ...apps, plural: 'things', name: 't' }],
    ['/api/v1/namespaces/a', { ...core, plural: 'namespaces', name: 'a' }],
    ['/api/v1/namespaces/a/finalize', { ...core, plural: 'namespaces', name: 'a', subresource: 'finalize' }],
    ['/api/v1/namespaces/a/status', { ...core, plural: 'namespaces', name: 'a', subresource: 'status' }],
    ['/api/v1/watch/namespaces/a/secrets', { ...core, watch: true, plural: 'secrets', namespace: 'a' }],
    ['/api/v1/namespaces/a/secrets/s/x/y', undefined],
    ['/api/v1', undefined],
    ['/apis/apps/v1', undefined],
    ['/version', undefined],
  ] as const;
  for (const [path, expected] of cases) {
    it(path, () => assert.deepEqual(parseResourcePath(path.split('/').filter((segment) => segment !== '')), expected));
  }
});
