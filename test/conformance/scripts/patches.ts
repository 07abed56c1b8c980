import type { Script } from '../support/script.ts';
import { apply, get, patch, post } from '../support/script.ts';
import { configMap, configMaps, widget, widgets } from './objects.ts';

const applied = (name: string, spec: object, metadata: object = {}): object => ({
  apiVersion: 'conf.evenkeel.dev/v1',
  kind: 'Widget',
  metadata: { name, ...metadata },
  spec,
});

/** Patches of every type, and server-side apply. */
export const patchScripts: readonly Script[] = [
  {
    name: 'json patches',
    steps: [
      post(widgets, widget('a', { size: 1, args: ['x', 'y'] })),
      patch('json', `${widgets}/a`, [
        { op: 'test', path: '/spec/size', value: 1 },
        { op: 'replace', path: '/spec/size', value: 2 },
      ]),
      patch('json', `${widgets}/a`, [{ op: 'test', path: '/spec/size', value: 1 }]),
      patch('json', `${widgets}/a`, [{ op: 'add', path: '/spec/args/-', value: 'z' }]),
      patch('json', `${widgets}/a`, [{ op: 'add', path: '/spec/args/0', value: 'w' }]),
      patch('json', `${widgets}/a`, [{ op: 'remove', path: '/spec/args/9' }]),
      patch('json', `${widgets}/a`, [{ op: 'remove', path: '/spec/nothing' }]),
      patch('json', `${widgets}/a`, [{ op: 'move', from: '/spec/args', path: '/spec/hosts' }]),
      patch('json', `${widgets}/a`, [{ op: 'copy', from: '/spec/hosts', path: '/spec/args' }]),
      patch('json', `${widgets}/a`, [{ op: 'add', path: '/metadata/labels', value: { 'a~b': '1' } }]),
      patch('json', `${widgets}/a`, [{ op: 'add', path: '/metadata/annotations/x', value: '1' }]),
      patch('json', `${widgets}/a`, [{ op: 'jump', path: '/spec' }]),
      patch('json', `${widgets}/a`, { op: 'remove', path: '/spec' }),
      patch('json', `${widgets}/a`, []),
      patch('json', `${widgets}/a`, [{ op: 'replace', path: '/metadata/name', value: 'b' }]),
      patch('json', `${widgets}/b`, []),
    ],
  },
  {
    name: 'merge patches',
    steps: [
      post(widgets, widget('a', { size: 1, tags: { x: '1', y: '2' }, args: ['x'] }), { as: 'made' }),
      patch('merge', `${widgets}/a`, { spec: { tags: { x: null, z: '3' }, args: ['y', 'z'] } }),
      patch('merge', `${widgets}/a`, {}),
      patch('merge', `${widgets}/a?fieldManager=other`, { spec: { size: 1 } }),
      patch('merge', `${widgets}/a`, { metadata: { resourceVersion: '{{made.metadata.resourceVersion}}' }, spec: { size: 2 } }),
      patch('merge', `${widgets}/a`, { metadata: { uid: '11111111-1111-4111-8111-111111111111' } }),
      patch('merge', `${widgets}/a`, { metadata: { name: 'b' } }),
      patch('merge', `${widgets}/a`, { spec: null }),
      patch('merge', `${widgets}/a`, []),
      patch('merge', `${widgets}/a`, 'nonsense'),
      patch('merge', `${widgets}/a`, { kind: 'Other' }),
      patch('merge', `${widgets}/a?fieldManager=${'x'.repeat(129)}`, {}),
      patch('merge', `${widgets}/a?force=true`, { spec: { size: 3 } }),
      get(`${widgets}/a`),
    ],
  },
  {
    name: 'strategic merge patches',
    steps: [
      post(
        configMaps,
        configMap(
          'a',
          { data: { x: '1', y: '2' } },
          {
            finalizers: ['conf.evenkeel.dev/a'],
            ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: '11111111-1111-4111-8111-111111111111' }],
          },
        ),
      ),
      patch('strategic', `${configMaps}/a`, { data: { x: null, z: '3' }, metadata: { finalizers: ['conf.evenkeel.dev/b'] } }),
      patch('strategic', `${configMaps}/a`, { metadata: { '$deleteFromPrimitiveList/finalizers': ['conf.evenkeel.dev/a'] } }),
      patch('strategic', `${configMaps}/a`, {
        metadata: { ownerReferences: [{ uid: '22222222-2222-4222-8222-222222222222', apiVersion: 'v1', kind: 'ConfigMap', name: 'y' }] },
      }),
      patch('strategic', `${configMaps}/a`, {
        metadata: { ownerReferences: [{ $patch: 'delete', uid: '11111111-1111-4111-8111-111111111111' }] },
      }),
      patch('strategic', `${configMaps}/a`, { data: { $patch: 'replace', only: '1' } }),
      patch('strategic', `${configMaps}/a`, { data: { $retainKeys: ['only'] } }),
      post(widgets, widget('a')),
      patch('strategic', `${widgets}/a`, { spec: { size: 1 } }),
    ],
  },
  {
    name: 'applying',
    steps: [
      apply(`${widgets}/a`, 'one', applied('a', { size: 1, tags: { x: '1' }, parts: [{ name: 'p', value: 1 }], hosts: ['h1'] })),
      apply(`${widgets}/a`, 'one', applied('a', { size: 1, tags: { x: '1' }, parts: [{ name: 'p', value: 1 }], hosts: ['h1'] })),
      apply(`${widgets}/a`, 'two', applied('a', { size: 1, tags: { y: '2' }, parts: [{ name: 'q', value: 2 }], hosts: ['h2'] })),
      apply(`${widgets}/a`, 'two', applied('a', { size: 2, parts: [{ name: 'p', value: 3 }] })),
      apply(`${widgets}/a`, 'two', applied('a', { size: 2, parts: [{ name: 'p', value: 3 }] }), { force: true }),
      apply(`${widgets}/a`, 'one', applied('a', { tags: { x: '1' } })),
      apply(`${widgets}/a`, 'two', applied('a', {})),
      get(`${widgets}/a`),
    ],
  },
  {
    name: 'applying beside other writers',
    steps: [
      post(`${widgets}?fieldManager=creator`, widget('a', { size: 1, mode: 'x' })),
      apply(`${widgets}/a`, 'one', applied('a', { size: 1 })),
      apply(`${widgets}/a`, 'one', applied('a', { size: 2 })),
      apply(`${widgets}/a`, 'one', applied('a', { size: 2 }), { force: true }),
      patch('merge', `${widgets}/a?fieldManager=patcher`, { spec: { size: 3 } }),
      apply(`${widgets}/a`, 'one', applied('a', { size: 2, color: 'red' })),
      apply(`${widgets}/a/status`, 'one', { ...applied('a', {}), status: { phase: 'x' } }),
      apply(`${widgets}/a/status`, 'two', { ...applied('a', {}), status: { phase: 'y', conditions: [{ type: 'Ready', status: 'True' }] } }),
      apply(`${widgets}/a/status`, 'two', { ...applied('a', { size: 50 }), status: { phase: 'y' } }, { force: true }),
      get(`${widgets}/a`),
    ],
  },
  {
    name: 'applying what is not right',
    steps: [
      patch('apply', `${widgets}/a`, applied('a', {})),
      apply(`${widgets}/a`, 'one', applied('b', {})),
      apply(`${widgets}/a`, 'one', { kind: 'Widget', metadata: { name: 'a' } }),
      apply(`${widgets}/a`, 'one', { ...applied('a', {}), kind: 'Other' }),
      apply(`${widgets}/a`, 'one', applied('a', { unknown: 1 })),
      apply(`${widgets}/a`, 'one', applied('a', { size: 'big' })),
      apply(`${widgets}/a`, 'one', applied('a', { size: 1000 })),
      apply(`${widgets}/a`, 'one', applied('a', { hosts: ['x', 'x'] })),
      apply(`${widgets}/a`, 'one', applied('a', { parts: [{ name: 'x' }, { name: 'x' }] })),
      apply(`${widgets}/a`, 'one', applied('a', { parts: [{ value: 1 }] })),
      apply(`${widgets}/a`, 'one', applied('a', {}, { managedFields: [] })),
      apply(`${widgets}/a`, 'one', applied('a', {}, { managedFields: [{ manager: 'x' }] })),
      apply(`${widgets}/a`, 'one', applied('a', {}, { uid: '11111111-1111-4111-8111-111111111111' })),
      apply(`${widgets}/a/status`, 'one', { ...applied('a', {}), status: { phase: 'x' } }),
      apply(`${widgets}/a`, 'one', applied('a', {}, { resourceVersion: '5' })),
      apply(`${widgets}/a`, '', applied('a', {})),
      apply(`${widgets}/a`, 'one', 'a: b: c'),
      apply(`${widgets}/a`, 'one', 'apiVersion: conf.evenkeel.dev/v1\nkind: Widget\nmetadata: {name: a}\nspec: {size: 3}\n'),
      apply(`${widgets}/a?dryRun=All`, 'two', applied('a', { size: 4 }), { force: true }),
      patch('merge', `${widgets}/a`, { metadata: { managedFields: [{}] } }),
      patch('merge', `${widgets}/a?fieldManager=one`, { spec: { size: 4 } }),
    ],
  },
  {
    name: 'applying built-in types',
    steps: [
      apply(`${configMaps}/a`, 'one', configMap('a', { data: { x: '1', y: '2' } }, { labels: { l: '1' } })),
      apply(`${configMaps}/a`, 'two', configMap('a', { data: { x: '2' } })),
      apply(`${configMaps}/a`, 'two', configMap('a', { data: { x: '2', z: '3' } }), { force: true }),
      apply(
        `${configMaps}/a`,
        'one',
        configMap(
          'a',
          {},
          {
            finalizers: ['conf.evenkeel.dev/a'],
            ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: '11111111-1111-4111-8111-111111111111' }],
          },
        ),
      ),
      apply(`${configMaps}/a`, 'one', configMap('a', { unknown: true })),
      apply(`${configMaps}/a`, 'one', configMap('a', { data: { x: 5 } })),
    ],
  },
  {
    name: 'from client-side to server-side apply',
    steps: [
      post(
        `${widgets}?fieldManager=kubectl-client-side-apply`,
        widget(
          'a',
          { size: 1, color: 'red' },
          {
            metadata: {
              annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(widget('a', { size: 1, color: 'red' })) },
            },
          },
        ),
      ),
      apply(`${widgets}/a`, 'kubectl', applied('a', { size: 2 })),
      get(`${widgets}/a`),
    ],
  },
];
