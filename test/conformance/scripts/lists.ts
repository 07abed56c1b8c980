import type { Script, Step } from '../support/script.ts';
import { get, post, remove } from '../support/script.ts';
import { configMap, configMaps, widget, widgets } from './objects.ts';

const five: readonly Step[] = ['a', 'b', 'c', 'd', 'e'].map((name, index) =>
  post(
    widgets,
    widget(
      name,
      { color: index % 2 === 0 ? 'red' : 'blue' },
      { metadata: { labels: { n: String(index), even: String(index % 2 === 0), ...(index > 2 ? { late: '' } : {}) } } },
    ),
    { as: name },
  ),
);

const labelSelectors = [
  'n=1',
  'n==1',
  'n!=1',
  'n in (1,2)',
  'n notin (1,2)',
  'late',
  '!late',
  'even=true,n!=0',
  'late=',
  'n>2',
  'n<2',
  'n in ()',
  '=x',
  'a b',
  'n=',
  ',',
  'n in (1',
  'x/y/z=1',
  'n=bad value!',
  'n > 1, even = true',
];
const fieldSelectors = [
  'metadata.name=b',
  'metadata.name!=b',
  'metadata.name==b',
  'metadata.name=b,metadata.namespace={{ns}}',
  'spec.color=blue',
  'spec.color!=blue',
  'spec.size=1',
  'metadata.uid=x',
  'metadata.name',
  'metadata.name in (a)',
  '',
];

/** Lists: pages, selectors, versions; deletion of collections. */
export const listScripts: readonly Script[] = [
  {
    name: 'label selectors',
    steps: [...five, ...labelSelectors.map((selector) => get(`${widgets}?labelSelector=${encodeURIComponent(selector)}`))],
  },
  {
    name: 'field selectors',
    steps: [...five, ...fieldSelectors.map((selector) => get(`${widgets}?fieldSelector=${selector.replaceAll(' ', '%20')}`))],
  },
  {
    name: 'field selectors of config maps',
    steps: [
      post(configMaps, configMap('a')),
      ...fieldSelectors.map((selector) => get(`${configMaps}?fieldSelector=${selector.replaceAll(' ', '%20')}`)),
    ],
  },
  {
    name: 'pages',
    steps: [
      ...five,
      get(`${widgets}?limit=2`, { as: 'first' }),
      get(`${widgets}?limit=2&continue={{first.metadata.continue}}`, { as: 'second' }),
      get(`${widgets}?limit=2&continue={{second.metadata.continue}}`),
      get(`${widgets}?limit=5`),
      get(`${widgets}?limit=2&labelSelector=even%3Dtrue`, { as: 'selected' }),
      get(`${widgets}?limit=2&labelSelector=even%3Dtrue&continue={{selected.metadata.continue}}`),
      get(`${widgets}?limit=2&continue=nonsense`),
      get(`${widgets}?limit=-1`),
      get(`${widgets}?limit=x`),
      get(`${widgets}?limit=2&continue={{first.metadata.continue}}&resourceVersion=1`),
      remove(`${widgets}/c`),
      get(`${widgets}?limit=2&continue={{first.metadata.continue}}`),
      post(widgets, widget('bb')),
      get(`${widgets}?limit=0`),
    ],
  },
  {
    name: 'versions of lists',
    steps: [
      ...five.slice(0, 2),
      get(widgets, { as: 'list' }),
      get(`${widgets}?resourceVersion=0`),
      get(`${widgets}?resourceVersion={{list.metadata.resourceVersion}}&resourceVersionMatch=Exact`),
      get(`${widgets}?resourceVersion={{a.metadata.resourceVersion}}&resourceVersionMatch=Exact`),
      get(`${widgets}?resourceVersion={{a.metadata.resourceVersion}}&resourceVersionMatch=NotOlderThan`),
      get(`${widgets}?resourceVersionMatch=Exact`),
      get(`${widgets}?resourceVersion=0&resourceVersionMatch=Exact`),
      get(`${widgets}?resourceVersion=1&resourceVersionMatch=Sometimes`),
      get(`${widgets}?resourceVersion=x`),
      get(`${widgets}/a?resourceVersion=0`),
      get(`${widgets}/a?resourceVersion=x`),
    ],
  },
  {
    name: 'empty lists, and lists of all namespaces',
    steps: [
      get(widgets),
      get(configMaps),
      post(configMaps, configMap('conf-only')),
      get('/api/v1/configmaps?fieldSelector=metadata.name=conf-only'),
      get('/apis/conf.evenkeel.dev/v1/widgets?labelSelector=conf=never'),
    ],
  },
  {
    name: 'deletion of collections',
    steps: [
      ...five,
      remove(`${widgets}?labelSelector=even%3Dtrue&dryRun=All`),
      remove(`${widgets}?labelSelector=even%3Dtrue`),
      get(widgets),
      remove(`${widgets}?fieldSelector=metadata.name=b`),
      get(widgets),
      post(widgets, widget('held', {}, { metadata: { finalizers: ['conf.evenkeel.dev/held'] } })),
      remove(widgets),
      get(widgets),
      remove(configMaps),
    ],
  },
  {
    name: 'metadata alone',
    steps: [
      ...five.slice(0, 1),
      get(`${widgets}/a`, { headers: { accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' } }),
      get(widgets, { headers: { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' } }),
      get(configMaps, { headers: { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' } }),
      get(widgets, { headers: { accept: 'application/json;as=Nothing;g=meta.k8s.io;v=v1' } }),
      get(widgets, { headers: { accept: 'text/html' } }),
      get(widgets, { headers: { accept: 'application/yaml' }, pick: (body) => String(body).split('\n')[0] }),
    ],
  },
];
