import type { Script, Step } from '../support/script.ts';
import { get, patch, post, put, remove } from '../support/script.ts';
import { configMap, configMaps, widget, widgets } from './objects.ts';

const history: readonly Step[] = [
  post(widgets, widget('a', { color: 'red' }, { metadata: { labels: { in: 'yes' } } }), { as: 'a' }),
  post(widgets, widget('b', { color: 'blue' }), { as: 'b' }),
  patch('merge', `${widgets}/a`, { metadata: { labels: { in: null } } }),
  patch('merge', `${widgets}/b`, { metadata: { labels: { in: 'yes' } } }),
  patch('merge', `${widgets}/b/status`, { status: { phase: 'x' } }),
  patch('merge', `${widgets}/b`, { spec: { color: 'red' } }),
  remove(`${widgets}/b`),
];

const since = (query = ''): string => `${widgets}?watch=true&resourceVersion={{start.metadata.resourceVersion}}${query}`;

/** Watches, begun after the fact, so that what they bring is there. */
export const watchScripts: readonly Script[] = [
  { name: 'watch from a version', steps: [get(widgets, { as: 'start' }), ...history, get(since(), { events: 7 })] },
  {
    name: 'watch from the version of an object',
    steps: [...history, get(`${widgets}?watch=1&resourceVersion={{a.metadata.resourceVersion}}`, { events: 6 })],
  },
  {
    name: 'watch what selectors choose',
    steps: [
      get(widgets, { as: 'start' }),
      ...history,
      get(since('&labelSelector=in%3Dyes'), { events: 6 }),
      get(since('&fieldSelector=metadata.name%3Db'), { events: 5 }),
      get(since('&fieldSelector=spec.color%3Dred'), { events: 5 }),
      get(since('&labelSelector=in%3Dyes&fieldSelector=spec.color%3Dblue'), { events: 5 }),
      get(since('&labelSelector=%3D%3D'), { events: 1 }),
      get(since('&fieldSelector=spec.size%3D1'), { events: 1 }),
    ],
  },
  {
    name: 'watch without a version',
    steps: [
      ...history,
      post(widgets, widget('c')),
      get(`${widgets}?watch=true`, { events: 2 }),
      get(`${widgets}?watch=true&resourceVersion=0`, { events: 2 }),
    ],
  },
  {
    name: 'watch that ends by itself',
    steps: [
      get(configMaps, { as: 'start' }),
      get(`${configMaps}?watch=true&resourceVersion={{start.metadata.resourceVersion}}&timeoutSeconds=1`, { events: 1 }),
    ],
  },
  {
    name: 'watch of the initial state with a bookmark at its end',
    steps: [
      post(widgets, widget('a')),
      post(widgets, widget('b')),
      get(`${widgets}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`, { events: 3 }),
      get(`${widgets}?watch=true&sendInitialEvents=true`, { events: 1 }),
      get(`${widgets}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`, { events: 1 }),
      get(`${widgets}?watch=true&resourceVersionMatch=NotOlderThan`, { events: 1 }),
      get(`${widgets}?sendInitialEvents=true`),
    ],
  },
  {
    name: 'watch from a version that is too old or none',
    steps: [get(`${widgets}?watch=true&resourceVersion=x`, { events: 1 })],
  },
  {
    name: 'watch of one object, of metadata, and as a table',
    steps: [
      post(configMaps, configMap('a'), { as: 'start' }),
      put(`${configMaps}/a`, configMap('a', { data: { x: '1' } })),
      remove(`${configMaps}/a`),
      get('/api/v1/watch/namespaces/{{ns}}/configmaps/a?resourceVersion={{start.metadata.resourceVersion}}', { events: 2 }),
      get(`${configMaps}?watch=true&fieldSelector=metadata.name=a&resourceVersion={{start.metadata.resourceVersion}}`, { events: 2 }),
      get(`${configMaps}?watch=true&resourceVersion={{start.metadata.resourceVersion}}`, {
        events: 2,
        headers: { accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' },
      }),
      get(`${configMaps}?watch=true&resourceVersion={{start.metadata.resourceVersion}}`, {
        events: 2,
        headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' },
      }),
    ],
  },
];
