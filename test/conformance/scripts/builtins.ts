import type { Script } from '../support/script.ts';
import { apply, get, patch, post, put, remove } from '../support/script.ts';
import { secrets } from './objects.ts';

const events = '/api/v1/namespaces/{{ns}}/events';
const newEvents = '/apis/events.k8s.io/v1/namespaces/{{ns}}/events';
const leases = '/apis/coordination.k8s.io/v1/namespaces/{{ns}}/leases';
const rbac = '/apis/rbac.authorization.k8s.io/v1';
const accounts = '/api/v1/namespaces/{{ns}}/serviceaccounts';

const secret = (name: string, more: object = {}): object => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...more });
const event = (name: string, more: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name },
  involvedObject: { kind: 'Widget', namespace: '{{ns}}', name: 'w', apiVersion: 'conf.evenkeel.dev/v1' },
  reason: 'Tested',
  message: 'a test',
  type: 'Normal',
  firstTimestamp: '2026-01-01T00:00:00Z',
  lastTimestamp: '2026-01-01T00:00:00Z',
  count: 1,
  source: { component: 'test' },
  ...more,
});
const lease = (name: string, spec: object): object => ({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name }, spec });
const rbacVersion = 'rbac.authorization.k8s.io/v1';
const role = (name: string, rules: readonly object[]): object => ({ apiVersion: rbacVersion, kind: 'Role', metadata: { name }, rules });
const clusterRole = (name: string, rules: readonly object[]): object => ({ ...role(name, rules), kind: 'ClusterRole' });
const binding = (name: string, roleRef: object, subjects: readonly object[]): object => ({
  apiVersion: rbacVersion,
  kind: 'RoleBinding',
  metadata: { name },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', ...roleRef },
  subjects,
});

/** Built-in types and what is particular to them. */
export const builtinScripts: readonly Script[] = [
  {
    name: 'namespaces',
    steps: [
      post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'conf-a', labels: { a: 'b' } } }),
      get('/api/v1/namespaces/conf-a'),
      post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'conf.dots' } }),
      post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x'.repeat(64) } }),
      post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'conf-b', namespace: 'x' } }),
      patch('merge', '/api/v1/namespaces/conf-a', { metadata: { labels: { c: 'd' } }, spec: { finalizers: [] }, status: { phase: 'x' } }),
      get('/api/v1/namespaces?fieldSelector=metadata.name=conf-a'),
      remove('/api/v1/namespaces/default'),
      remove('/api/v1/namespaces/conf-a'),
      post('/api/v1/namespaces/conf-a/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' } }),
      remove('/api/v1/namespaces/not-there'),
    ],
  },
  {
    name: 'secrets',
    steps: [
      post(secrets, secret('a', { stringData: { password: 'geheim', both: 'text' }, data: { both: 'AAEC', raw: 'AAEC' } })),
      get(`${secrets}/a`),
      put(`${secrets}/a`, secret('a', { stringData: { password: 'neu' } })),
      put(`${secrets}/a`, secret('a', { type: 'other' })),
      patch('merge', `${secrets}/a`, { stringData: { more: 'x' } }),
      patch('strategic', `${secrets}/a`, { stringData: { more: 'y' } }),
      post(secrets, secret('b', { data: { x: 'no base64!' } })),
      post(secrets, secret('b', { type: 'kubernetes.io/tls', data: { 'tls.crt': '' } })),
      post(secrets, secret('b', { type: 'kubernetes.io/basic-auth', stringData: { other: 'x' } })),
      post(secrets, secret('c', { immutable: true, stringData: { x: '1' } })),
      patch('merge', `${secrets}/c`, { data: { x: 'AA==' } }),
      apply(`${secrets}/d`, 'one', secret('d', { stringData: { x: '1' } })),
      post(secrets, secret('e', { data: { x: '' }, stringData: { y: null, z: '' } })),
      get(`${secrets}?fieldSelector=type=Opaque`),
      get(`${secrets}?fieldSelector=type=kubernetes.io/tls`),
    ],
  },
  {
    name: 'events',
    steps: [
      post(events, event('a')),
      get(`${newEvents}/a`),
      patch('merge', `${events}/a`, { count: 2 }),
      get(`${events}?fieldSelector=involvedObject.name=w,type=Normal`),
      get(`${events}?fieldSelector=involvedObject.kind=Other`),
      get(`${events}?fieldSelector=reason=Tested,involvedObject.namespace={{ns}}`),
      post(events, event('b', { involvedObject: { kind: 'Widget', namespace: 'other', name: 'w' } })),
      post(events, event('c', { type: 'Odd' })),
      post(newEvents, {
        apiVersion: 'events.k8s.io/v1',
        kind: 'Event',
        metadata: { name: 'd' },
        eventTime: '2026-01-01T00:00:00.000000Z',
        reportingController: 'test.dev/x',
        reportingInstance: 'x',
        action: 'Test',
        reason: 'Tested',
        type: 'Warning',
        note: 'a note',
        regarding: { kind: 'Widget', namespace: '{{ns}}', name: 'w' },
      }),
      get(`${events}/d`),
      post(newEvents, { apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { name: 'e' }, reason: 'Tested' }),
      remove(`${events}/a`),
    ],
  },
  {
    name: 'leases',
    steps: [
      post(
        leases,
        lease('a', {
          holderIdentity: 'x',
          leaseDurationSeconds: 15,
          renewTime: '2026-01-01T00:00:00.000000Z',
          acquireTime: '2026-01-01T00:00:00.000000Z',
          leaseTransitions: 0,
        }),
        { as: 'made' },
      ),
      put(`${leases}/a`, lease('a', { holderIdentity: 'y', leaseDurationSeconds: 15, renewTime: '2026-01-01T00:00:02.123456Z' })),
      put(`${leases}/a`, {
        ...lease('a', { holderIdentity: 'z' }),
        metadata: { name: 'a', resourceVersion: '{{made.metadata.resourceVersion}}' },
      }),
      post(leases, lease('b', { leaseDurationSeconds: 0 })),
      post(leases, lease('b', { leaseTransitions: -1 })),
      post(leases, lease('b', { renewTime: 'yesterday' })),
      ...['00Z', '00.123Z', '00.123456789Z', '00.123456+02:00'].map((seconds, index) =>
        post(leases, lease(`c${index}`, { renewTime: `2026-01-01T00:00:${seconds}` })),
      ),
    ],
  },
  {
    name: 'service accounts',
    steps: [
      post(accounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' }, automountServiceAccountToken: false }),
      get(`${accounts}/a`),
      post(
        `${accounts}/a/token`,
        { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { audiences: ['x'], expirationSeconds: 600 } },
        { pick: (body) => (body as { spec: unknown }).spec },
      ),
      post(`${accounts}/b/token`, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} }),
      post(`${accounts}/a/token`, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 5 } }),
    ],
  },
  {
    name: 'roles and bindings',
    steps: [
      post(`${rbac}/namespaces/{{ns}}/roles`, role('r', [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }])),
      post(`${rbac}/clusterroles`, clusterRole('conf:c:with-colons', [{ nonResourceURLs: ['/x'], verbs: ['get'] }])),
      post(`${rbac}/clusterroles`, clusterRole('conf/d', [])),
      post(
        `${rbac}/namespaces/{{ns}}/rolebindings`,
        binding('b', { kind: 'Role', name: 'r' }, [
          { kind: 'User', name: 'u' },
          { kind: 'ServiceAccount', name: 's', namespace: '{{ns}}' },
        ]),
      ),
      patch('merge', `${rbac}/namespaces/{{ns}}/rolebindings/b`, { roleRef: { name: 'other' } }),
      post(`${rbac}/clusterrolebindings`, {
        ...binding('conf:d', { kind: 'ClusterRole', name: 'conf:c:with-colons' }, [{ kind: 'Group', name: 'g' }]),
        kind: 'ClusterRoleBinding',
      }),
      get(`${rbac}/namespaces/{{ns}}/roles`),
    ],
  },
  {
    name: 'a role without verbs',
    steps: [post(`${rbac}/namespaces/{{ns}}/roles`, role('r', [{ apiGroups: [''], resources: ['secrets'] }]))],
  },
  {
    name: 'a binding of an unknown kind in another group',
    steps: [
      post(
        `${rbac}/namespaces/{{ns}}/rolebindings`,
        binding('c', { apiGroup: 'x', kind: 'Role', name: 'r' }, [{ kind: 'Thing', name: 'u' }]),
      ),
    ],
  },
  {
    name: 'reviews',
    steps: [
      post(
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { verb: 'get', resource: 'secrets', namespace: '{{ns}}' } },
        },
        { pick: (body) => (body as { status: { allowed: unknown } }).status.allowed },
      ),
      post('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {},
      }),
      post(
        '/apis/authorization.k8s.io/v1/subjectaccessreviews',
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec: { user: 'nobody', resourceAttributes: { verb: 'get', resource: 'secrets' } },
        },
        { pick: (body) => (body as { status: { allowed: unknown } }).status.allowed },
      ),
      post(
        '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
        { pick: (body) => (body as { kind: unknown }).kind },
      ),
      post(
        '/apis/authentication.k8s.io/v1/tokenreviews',
        { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token: 'nonsense' } },
        { pick: (body) => (body as { status: { authenticated: unknown } }).status.authenticated },
      ),
    ],
  },
];
