import { isObject } from '../../../src/base/json.ts';
import type { Script } from '../support/script.ts';
import { get, patch, post } from '../support/script.ts';
import { configMap, configMaps, widget, widgets } from './objects.ts';

const table = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
const aggregated = { accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json' };

function membersOf(value: unknown, member: string): readonly Record<string, unknown>[] {
  const list: unknown = isObject(value) ? value[member] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** What is said of these resources; others may be there. */
const resources =
  (...names: readonly string[]) =>
  (body: unknown): unknown =>
    membersOf(body, 'resources')
      .filter(({ name }) => names.includes(String(name)))
      .map(({ storageVersionHash: _hash, ...rest }) => rest)
      .toSorted((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1));

const group =
  (name: string) =>
  (body: unknown): unknown => {
    const found = membersOf(body, isObject(body) && 'groups' in body ? 'groups' : 'items').find(
      (each) => each['name'] === name || (isObject(each['metadata']) && each['metadata']['name'] === name),
    );
    return isObject(found) && 'versions' in found ? { ...found, metadata: undefined } : found;
  };

const onlyWidgets = (body: unknown): unknown => {
  const versions = membersOf(group('conf.evenkeel.dev')(body), 'versions').filter(({ version }) => version === 'v1');
  return versions.flatMap((version) => membersOf(version, 'resources').filter(({ resource }) => resource === 'widgets'));
};

const coreOnly = (body: unknown): unknown =>
  membersOf(membersOf(body, 'items')[0], 'versions')
    .flatMap((version) => membersOf(version, 'resources'))
    .filter(({ resource }) => ['configmaps', 'secrets', 'namespaces', 'events', 'serviceaccounts'].includes(String(resource)))
    .toSorted((a, b) => (String(a['resource']) < String(b['resource']) ? -1 : 1));

/** Discovery, tables, health, version. */
export const discoveryScripts: readonly Script[] = [
  {
    name: 'discovery',
    steps: [
      get('/api', { pick: (body) => (isObject(body) ? [body['kind'], body['versions']] : body) }),
      get('/apis', { pick: group('rbac.authorization.k8s.io') }),
      get('/apis', { pick: group('coordination.k8s.io') }),
      get('/apis/coordination.k8s.io'),
      get('/api/v1', {
        pick: resources(
          'configmaps',
          'secrets',
          'namespaces',
          'namespaces/status',
          'namespaces/finalize',
          'events',
          'serviceaccounts',
          'serviceaccounts/token',
        ),
      }),
      get('/apis/rbac.authorization.k8s.io/v1', { pick: resources('roles', 'clusterroles', 'rolebindings', 'clusterrolebindings') }),
      get('/apis/coordination.k8s.io/v1', { pick: resources('leases') }),
      get('/apis/events.k8s.io/v1', { pick: resources('events') }),
      get('/apis/apiextensions.k8s.io/v1', { pick: resources('customresourcedefinitions', 'customresourcedefinitions/status') }),
      get('/apis/authorization.k8s.io/v1', {
        pick: resources('selfsubjectaccessreviews', 'subjectaccessreviews', 'selfsubjectrulesreviews'),
      }),
      get('/apis/conf.evenkeel.dev/v1', { pick: resources('widgets', 'widgets/status', 'widgets/scale') }),
      get('/apis/nothing.dev'),
    ],
  },
  {
    name: 'discovery at once',
    steps: [get('/apis', { headers: aggregated, pick: onlyWidgets }), get('/api', { headers: aggregated, pick: coreOnly })],
  },
  {
    name: 'health and version',
    steps: [
      get('/healthz'),
      get('/readyz'),
      get('/livez'),
      get('/version', { pick: (body) => (isObject(body) ? [body['major'], body['minor']] : body) }),
    ],
  },
  {
    name: 'tables',
    steps: [
      post(widgets, widget('a', { size: 1 })),
      patch('merge', `${widgets}/a/status`, { status: { phase: 'x', conditions: [{ type: 'Ready', status: 'True' }] } }),
      post(widgets, widget('b')),
      get(widgets, { headers: table }),
      get(`${widgets}/a`, { headers: table }),
      get(`${widgets}?includeObject=Object`, { headers: table }),
      get(`${widgets}?includeObject=None`, { headers: table }),
      get(`${widgets}/c`, { headers: table }),
      post(configMaps, configMap('a', { data: { x: '1', y: '2' } })),
      get(configMaps, { headers: table }),
      get('/api/v1/namespaces/{{ns}}', { headers: table }),
      get('/api/v1/namespaces/{{ns}}/secrets', { headers: table }),
      get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.conf.evenkeel.dev', { headers: table }),
    ],
  },
];
