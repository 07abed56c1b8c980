import type { Script } from '../support/script.ts';
import { get, post, put, remove } from '../support/script.ts';
import { configMap, configMaps, widget, widgets } from './objects.ts';

const unknownUid = '11111111-1111-4111-8111-111111111111';

/** Making, reading, replacing and deleting; names, preconditions, finalizers. */
export const crudScripts: readonly Script[] = [
  {
    name: 'life of a config map',
    steps: [
      get(`${configMaps}/a`),
      post(configMaps, configMap('a', { data: { x: '1' } })),
      post(configMaps, configMap('a')),
      get(`${configMaps}/a`, { as: 'read' }),
      put(`${configMaps}/a`, configMap('a', { data: { x: '2' } })),
      put(
        `${configMaps}/a?fieldManager=other`,
        configMap('a', { data: { x: '2', y: '3' }, binaryData: { b: 'AAEC' } }, { labels: { l: 'v' } }),
      ),
      remove(`${configMaps}/a`),
      remove(`${configMaps}/a`),
      put(`${configMaps}/a`, configMap('a')),
      put(`${configMaps}/a`, configMap('a', {}, { uid: unknownUid })),
    ],
  },
  {
    name: 'life of a widget',
    steps: [
      post(widgets, widget('a', { size: 1, color: 'red' }, { status: { phase: 'made up' } })),
      put(`${widgets}/a`, widget('a', { size: 2 })),
      get(`${widgets}/a`, { as: 'read' }),
      put(
        `${widgets}/a`,
        widget('a', { size: 3 }, { metadata: { resourceVersion: '{{read.metadata.resourceVersion}}' }, status: { phase: 'x' } }),
        { as: 'updated' },
      ),
      put(`${widgets}/a`, widget('a', { size: 4 }, { metadata: { resourceVersion: '{{read.metadata.resourceVersion}}' } })),
      put(
        `${widgets}/a`,
        widget('a', { size: 4 }, { metadata: { resourceVersion: '{{updated.metadata.resourceVersion}}', uid: unknownUid } }),
      ),
      put(`${widgets}/a`, widget('b', { size: 4 }, { metadata: { resourceVersion: '{{updated.metadata.resourceVersion}}' } })),
      put(`${widgets}/a`, widget('a', {}, { metadata: { resourceVersion: 'x' } })),
      remove(`${widgets}/a`),
      get(`${widgets}/a`),
    ],
  },
  {
    name: 'writes that change nothing',
    steps: [
      post(configMaps, configMap('a', { data: { x: '1' } }), { as: 'made' }),
      put(`${configMaps}/a`, configMap('a', { data: { x: '1' } })),
      put(`${configMaps}/a?fieldManager=other`, configMap('a', { data: { x: '1' } })),
      post(widgets, widget('a', { size: 1 }), { as: 'widget' }),
      put(`${widgets}/a`, widget('a', { size: 1 }, { metadata: { resourceVersion: '{{widget.metadata.resourceVersion}}' } })),
      put(
        `${widgets}/a?fieldManager=other`,
        widget('a', { size: 1 }, { metadata: { resourceVersion: '{{widget.metadata.resourceVersion}}' } }),
      ),
    ],
  },
  {
    name: 'fields that the server sets',
    steps: [
      post(
        widgets,
        widget(
          'a',
          {},
          {
            metadata: {
              uid: unknownUid,
              generation: 7,
              creationTimestamp: '2001-01-01T00:00:00Z',
              selfLink: '/x',
              deletionTimestamp: '2001-01-01T00:00:00Z',
            },
          },
        ),
        { as: 'made' },
      ),
      put(
        `${widgets}/a`,
        widget(
          'a',
          { size: 1 },
          { metadata: { resourceVersion: '{{made.metadata.resourceVersion}}', generation: 9, creationTimestamp: '2002-01-01T00:00:00Z' } },
        ),
      ),
      post(widgets, widget('b', {}, { metadata: { resourceVersion: '5' } })),
      post(configMaps, configMap('b', {}, { resourceVersion: '5' })),
    ],
  },
  {
    name: 'names',
    steps: [
      post(configMaps, configMap('', {}, { name: undefined, generateName: 'made-' }), { as: 'first' }),
      get(`${configMaps}/{{first.metadata.name}}`),
      post(widgets, widget('', {}, { metadata: { name: undefined } })),
      post(widgets, widget('Upper')),
      post(widgets, widget('a_b')),
      post(widgets, widget('x'.repeat(254))),
      post(configMaps, configMap('x'.repeat(254))),
      post(configMaps, configMap('a/b')),
      post(configMaps, configMap('both', {}, { generateName: 'x-' })),
      post(widgets, widget('a', {}, { metadata: { namespace: 'elsewhere' } })),
      post(widgets, widget('a', {}, { metadata: { namespace: '{{ns}}' } })),
    ],
  },
  {
    name: 'labels and annotations',
    steps: [
      post(widgets, widget('a', {}, { metadata: { labels: { 'bad key!': 'x' } } })),
      post(widgets, widget('a', {}, { metadata: { labels: { ok: 'bad value!' } } })),
      post(configMaps, configMap('a', {}, { labels: { ok: 'x'.repeat(64) } })),
      post(configMaps, configMap('a', {}, { annotations: { 'Bad/Key/': 'x' } })),
      post(configMaps, configMap('a', {}, { labels: { n: 5 } })),
      post(widgets, widget('a', {}, { metadata: { labels: { n: 5 } } })),
      post(widgets, widget('a', {}, { metadata: { labels: ['x'] } })),
      post(widgets, widget('a', {}, { metadata: { labels: null, annotations: { a: '' }, finalizers: [] } })),
    ],
  },
  {
    name: 'bodies of another kind',
    steps: [
      post(configMaps, { ...configMap('a'), kind: 'Secret' }),
      post(configMaps, { ...configMap('a'), apiVersion: 'v2' }),
      post(widgets, { ...widget('a'), kind: 'Other' }),
      post(widgets, { ...widget('a'), apiVersion: 'conf.evenkeel.dev/v2' }),
      post(widgets, { metadata: { name: 'a' } }),
      post(configMaps, { metadata: { name: 'untyped' }, data: { a: 'b' } }),
      post(configMaps, '{"apiVersion": '),
      post(widgets, '{"apiVersion": '),
      post(configMaps, '[]'),
      post(configMaps, ''),
      post(widgets, 'kind: Widget\napiVersion: conf.evenkeel.dev/v1\nmetadata:\n  name: yaml\nspec:\n  size: 4\n', {
        headers: { 'content-type': 'application/yaml' },
      }),
      post(widgets, 'x', { headers: { 'content-type': 'text/plain' } }),
      post(`${widgets}/a`, widget('a')),
    ],
  },
  {
    name: 'preconditions of deletion',
    steps: [
      post(widgets, widget('a'), { as: 'made' }),
      remove(`${widgets}/a`, { preconditions: { uid: unknownUid } }),
      remove(`${widgets}/a`, { preconditions: { resourceVersion: '1' } }),
      remove(`${widgets}/a`, { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Sideways' }),
      remove(`${widgets}/a`, { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Orphan', orphanDependents: true }),
      remove(`${widgets}/a?dryRun=All`),
      get(`${widgets}/a`),
      remove(`${widgets}/a`, { preconditions: { uid: '{{made.metadata.uid}}', resourceVersion: '{{made.metadata.resourceVersion}}' } }),
      post(configMaps, configMap('a')),
      remove(`${configMaps}/a`, { gracePeriodSeconds: 0 }),
      post(configMaps, configMap('a')),
      remove(`${configMaps}/a?propagationPolicy=Background`),
    ],
  },
  {
    name: 'finalizers',
    steps: [
      post(widgets, widget('a', { size: 1 }, { metadata: { finalizers: ['conf.evenkeel.dev/one', 'conf.evenkeel.dev/two'] } }), {
        as: 'made',
      }),
      remove(`${widgets}/a`, undefined, { as: 'deleting' }),
      remove(`${widgets}/a`),
      put(
        `${widgets}/a`,
        widget(
          'a',
          { size: 2 },
          {
            metadata: {
              resourceVersion: '{{deleting.metadata.resourceVersion}}',
              finalizers: ['conf.evenkeel.dev/two', 'conf.evenkeel.dev/three'],
            },
          },
        ),
      ),
      put(
        `${widgets}/a`,
        widget(
          'a',
          { size: 2 },
          { metadata: { resourceVersion: '{{deleting.metadata.resourceVersion}}', finalizers: ['conf.evenkeel.dev/two'] } },
        ),
        { as: 'half' },
      ),
      post(widgets, widget('a')),
      put(`${widgets}/a`, widget('a', { size: 2 }, { metadata: { resourceVersion: '{{half.metadata.resourceVersion}}' } })),
      get(`${widgets}/a`),
      post(widgets, widget('b', {}, { metadata: { finalizers: ['unqualified'] } })),
      post(widgets, widget('c', {}, { metadata: { finalizers: ['bad name!/x'] } })),
      post(configMaps, configMap('c', {}, { finalizers: ['unqualified'] })),
    ],
  },
  {
    name: 'foreground and orphaning deletion',
    steps: [
      post(configMaps, configMap('a')),
      remove(`${configMaps}/a`, { propagationPolicy: 'Foreground' }),
      get(`${configMaps}/a`),
      post(widgets, widget('a')),
      remove(`${widgets}/a`, { propagationPolicy: 'Orphan' }),
      get(`${widgets}/a`),
      remove(`${widgets}/a`, { propagationPolicy: 'Background' }),
    ],
  },
  {
    name: 'owner references',
    steps: [
      post(
        widgets,
        widget(
          'a',
          {},
          { metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: unknownUid, controller: true }] } },
        ),
      ),
      post(widgets, widget('b', {}, { metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x' }] } })),
      post(widgets, widget('b', {}, { metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'Event', name: 'x', uid: unknownUid }] } })),
      post(
        configMaps,
        configMap(
          'b',
          {},
          {
            ownerReferences: [1, 2].map((index) => ({
              apiVersion: 'v1',
              kind: 'ConfigMap',
              name: `x${index}`,
              uid: unknownUid.replace(/1$/u, String(index)),
              controller: true,
            })),
          },
        ),
      ),
      post(configMaps, configMap('c', {}, { ownerReferences: [{ apiVersion: '', kind: '', name: '', uid: '' }] })),
    ],
  },
  {
    name: 'paths that are not there',
    steps: [
      get('/apis/conf.evenkeel.dev/v1/namespaces/{{ns}}/nothings'),
      get('/apis/conf.evenkeel.dev/v9/widgets'),
      get('/apis/nothing.evenkeel.dev/v1/widgets'),
      get('/api/v1/namespaces/{{ns}}/nothings/a'),
      get('/nothing'),
      get(`${widgets}/a/nothing`),
      get(`${configMaps}/a/status`),
      post('/api/v1/configmaps', configMap('a')),
      post('/api/v1/namespaces/not-there/configmaps', configMap('a')),
      post('/apis/conf.evenkeel.dev/v1/namespaces/not-there/widgets', widget('a')),
      get('/api/v1/namespaces/not-there/configmaps'),
      get('/api/v1/namespaces/not-there/configmaps/a'),
      put(widgets, widget('a')),
    ],
  },
];
