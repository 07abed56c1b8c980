import assert from 'node:assert/strict';
import type { Attempt, Caller } from '../../../../src/devcluster/api/access.ts';
import type { DevObject, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { answerReview } from '../../../../src/devcluster/access/answer-review.ts';
import type { DevAccess } from '../../../../src/devcluster/access/create-access.ts';
import { createAccess } from '../../../../src/devcluster/access/create-access.ts';
import { objectOf } from '../../../../src/devcluster/schema/json-members.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { apiOf, stored } from './support.ts';

const read = (resource: string, more: JsonObject = {}): JsonObject => ({ verbs: ['get'], apiGroups: [''], resources: [resource], ...more });
const clusterRole = (name: string, members: JsonObject): DevObject => stored('ClusterRole', name, members);
const bind = (key: string, roleKind: string, role: string, subject: JsonObject): DevObject =>
  stored(key.includes('/') ? 'RoleBinding' : 'ClusterRoleBinding', key, { roleRef: { kind: roleKind, name: role }, subjects: [subject] });
const user = (name: string): JsonObject => ({ kind: 'User', name });

const objects = [
  clusterRole('secrets', { rules: [read('secrets')], metadata: { labels: { to: 'all' } } }),
  clusterRole('named', { rules: [read('secrets', { resourceNames: ['one'] })] }),
  clusterRole('statuses', { rules: [read('*/status'), read('vpcs/scale')] }),
  clusterRole('paths', { rules: [{ verbs: ['get'], nonResourceURLs: ['/metrics', '/debug/*'] }] }),
  clusterRole('sum', {
    rules: [],
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: 'all' } }] },
    metadata: { labels: { to: 'all' } },
  }),
  stored('Role', 'a/local', { rules: [read('configmaps')] }),
  bind('everywhere', 'ClusterRole', 'secrets', user('everywhere')),
  bind('named', 'ClusterRole', 'named', user('named')),
  bind('statuses', 'ClusterRole', 'statuses', { kind: 'Group', name: 'statuses' }),
  bind('paths', 'ClusterRole', 'paths', user('paths')),
  bind('sum', 'ClusterRole', 'sum', user('sum')),
  bind('root', 'ClusterRole', 'cluster-admin', user('root')),
  bind('gone', 'ClusterRole', 'gone', user('gone')),
  bind('a/local', 'Role', 'local', { kind: 'ServiceAccount', name: 'robot' }),
  bind('a/cluster', 'ClusterRole', 'secrets', user('in-a')),
];

function accessOf(rbac: boolean): DevAccess {
  return createAccess({ rbac, api: apiOf(objects), clock: new FakeClock(), key: new Uint8Array(32), adminToken: 'admin-token' });
}

const access = accessOf(true);
const caller = (username: string, ...groups: readonly string[]): Caller => ({ username, groups: [...groups, 'system:authenticated'] });
const get = (resource: string, namespace?: string, more: Partial<Attempt> = {}): Attempt => ({
  type: 'resource',
  verb: 'get',
  group: '',
  resource,
  namespace,
  ...(more as object),
});
const path = (name: string): Attempt => ({ type: 'path', verb: 'get', path: name });

describe('createAccess: authorize', () => {
  const cases: readonly (readonly [name: string, who: Caller, attempt: Attempt, allowed: boolean])[] = [
    ['a ClusterRole in any namespace', caller('everywhere'), get('secrets', 'b'), true],
    ['a ClusterRole in all namespaces', caller('everywhere'), get('secrets'), true],
    ['another verb', caller('everywhere'), get('secrets', 'b', { verb: 'list' }), false],
    ['another group', caller('everywhere'), get('secrets', 'b', { group: 'x' }), false],
    ['a subresource of what is allowed', caller('everywhere'), get('secrets', 'b', { subresource: 'status' }), false],
    ['the name that is allowed', caller('named'), get('secrets', 'b', { name: 'one' }), true],
    ['another name', caller('named'), get('secrets', 'b', { name: 'two' }), false],
    ['no name', caller('named'), get('secrets', 'b'), false],
    ['a subresource of everything', caller('x', 'statuses'), get('vpcs', 'b', { subresource: 'status' }), true],
    ['the subresource that is allowed', caller('x', 'statuses'), get('vpcs', 'b', { subresource: 'scale' }), true],
    ['the resource itself', caller('x', 'statuses'), get('vpcs', 'b'), false],
    ['a path', caller('paths'), path('/metrics'), true],
    ['a path below', caller('paths'), path('/debug/pprof'), true],
    ['a path beside', caller('paths'), path('/metrics/x'), false],
    ['an aggregated role, in a circle', caller('sum'), get('secrets', 'b'), true],
    ['cluster-admin, which nobody stored', caller('root'), get('secrets', 'b', { verb: 'delete' }), true],
    ['a role that is gone', caller('gone'), get('secrets', 'b'), false],
    ['a Role in its namespace', caller('system:serviceaccount:a:robot'), get('configmaps', 'a'), true],
    ['a Role in another namespace', caller('system:serviceaccount:a:robot'), get('configmaps', 'b'), false],
    ['an account of that name elsewhere', caller('system:serviceaccount:b:robot'), get('configmaps', 'a'), false],
    ['a ClusterRole that a RoleBinding gives', caller('in-a'), get('secrets', 'a'), true],
    ['the same in another namespace', caller('in-a'), get('secrets', 'b'), false],
    ['the same in all namespaces', caller('in-a'), get('secrets'), false],
    ['discovery for every known user', caller('nobody'), path('/apis/rbac.authorization.k8s.io/v1'), true],
    ['discovery for strangers', { username: 'system:anonymous', groups: ['system:unauthenticated'] }, path('/apis'), false],
    ['anything for system:masters', caller('m', 'system:masters'), get('x', 'y', { verb: 'delete' }), true],
  ];
  for (const [name, who, attempt, allowed] of cases) {
    it(`${allowed ? 'allows' : 'denies'} ${name}`, async () => assert.equal((await access.authorize(who, attempt)).allowed, allowed));
  }

  it('says through what something is allowed', async () => {
    const { reason } = await access.authorize(caller('in-a'), get('secrets', 'a'));
    assert.equal(reason, 'RBAC: allowed by RoleBinding "cluster/a" of ClusterRole "secrets" to User "in-a"');
  });

  it('allows everything without RBAC', async () =>
    assert.deepEqual(await accessOf(false).authorize(caller('x'), get('secrets')), { allowed: true }));
});

describe('answerReview', () => {
  async function statusOf(kind: string, spec: JsonObject, who = caller('in-a'), namespace?: string): Promise<JsonObject> {
    const review = await answerReview({ kind, spec }, { caller: who, access, namespace });
    assert.deepEqual(review['spec'], spec);
    return objectOf(review['status']);
  }
  const secretsIn = (namespace: string): JsonObject => ({ resourceAttributes: { verb: 'get', resource: 'secrets', namespace } });

  it('asks for the caller', async () => {
    assert.equal((await statusOf('SelfSubjectAccessReview', secretsIn('a')))['allowed'], true);
    assert.deepEqual(await statusOf('SelfSubjectAccessReview', secretsIn('b')), { allowed: false });
  });

  it('asks for others, by name and groups', async () => {
    const spec = { ...secretsIn('a'), user: 'nobody' };
    assert.equal((await statusOf('SubjectAccessReview', spec, caller('m', 'system:masters')))['allowed'], false);
    assert.equal((await statusOf('SubjectAccessReview', { ...spec, user: 'in-a' }))['allowed'], true);
    assert.equal((await statusOf('SubjectAccessReview', { ...secretsIn('a'), groups: ['system:masters'] }))['allowed'], true);
  });

  it('keeps a local review to its namespace', async () => {
    assert.equal((await statusOf('LocalSubjectAccessReview', { ...secretsIn('a'), user: 'in-a' }, caller('x'), 'a'))['allowed'], true);
    await assert.rejects(statusOf('LocalSubjectAccessReview', { ...secretsIn('a'), user: 'in-a' }, caller('x'), 'b'), { code: 422 });
  });

  it('lists what the caller may do', async () => {
    const status = await statusOf('SelfSubjectRulesReview', { namespace: 'a' });
    const rules = status['resourceRules'] as readonly JsonObject[];
    assert.deepEqual(rules.at(-1), { verbs: ['get'], apiGroups: [''], resources: ['secrets'] });
    assert.equal(status['incomplete'], false);
  });

  it('tells the caller who he is', async () => {
    assert.deepEqual(await statusOf('SelfSubjectReview', {}), { userInfo: { username: 'in-a', groups: ['system:authenticated'] } });
  });

  const senseless: readonly (readonly [name: string, kind: string, spec: JsonObject, code: number])[] = [
    ['nothing', 'SelfSubjectAccessReview', {}, 422],
    ['two things at once', 'SelfSubjectAccessReview', { ...secretsIn('a'), nonResourceAttributes: { path: '/', verb: 'get' } }, 422],
    ['something of nobody', 'SubjectAccessReview', secretsIn('a'), 422],
    ['rules of no namespace', 'SelfSubjectRulesReview', {}, 400],
    ['no token', 'TokenReview', {}, 400],
  ];
  for (const [name, kind, spec, code] of senseless) {
    it(`refuses to be asked for ${name}`, () => assert.rejects(statusOf(kind, spec), { code }));
  }
});
