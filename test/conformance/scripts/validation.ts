import type { Script } from '../support/script.ts';
import { get, patch, post, put } from '../support/script.ts';
import { configMap, configMaps, widget, widgets } from './objects.ts';

const bad: readonly [string, unknown][] = [
  ['too small', { size: -1 }],
  ['too great', { size: 101 }],
  ['no integer', { size: 1.5 }],
  ['a whole number with a point', { size: 2.0 }],
  ['a text', { size: '1' }],
  ['not of the enumeration', { color: 'pink' }],
  ['too short', { name: 'a' }],
  ['too long and not of the pattern', { name: 'A'.repeat(21) }],
  ['a null', { size: null }],
  ['a null that may be', { note: null }],
  ['a null where there is a default', { mode: null }],
  ['a port as text', { port: 'http' }],
  ['a port as a number', { port: 80 }],
  ['a port that is neither', { port: true }],
  ['twice in a set', { hosts: ['a', 'a'] }],
  ['twice in a map', { parts: [{ name: 'a' }, { name: 'a' }] }],
  ['without the key of a map', { parts: [{ value: 1 }] }],
  ['too many', { hosts: ['a', 'b', 'c', 'd', 'e', 'f'] }],
  ['against a rule', { min: 2, max: 1 }],
  ['an object for a list', { hosts: {} }],
  ['a list for an object', { tags: [] }],
  ['a tag that is no text', { tags: { a: 1, b: true } }],
  ['several at once', { size: -1, color: 'pink', name: 'A', hosts: [1] }],
  ['free fields', { extra: { a: [1, { b: null }], c: 'x' } }],
  ['great numbers', { extra: { a: 9007199254740991, b: 1e30, c: 0.1, d: 1e-7 }, ratio: 1e21 }],
];

/** Schemas, unknown and duplicate fields, dry runs. */
export const validationScripts: readonly Script[] = [
  ...bad.map(([name, spec]): Script => ({
    name: `a widget with something ${name}`,
    steps: [post(widgets, widget('a', spec as object)), get(`${widgets}/a`)],
  })),
  {
    name: 'rules over time',
    steps: [
      post(widgets, widget('a', { fixed: 'x' })),
      patch('merge', `${widgets}/a`, { spec: { fixed: 'y' } }),
      patch('merge', `${widgets}/a`, { spec: { fixed: 'x', size: 1 } }),
      patch('merge', `${widgets}/a`, { spec: { fixed: null } }),
      patch('merge', `${widgets}/a`, { spec: { fixed: 'y' } }),
    ],
  },
  {
    name: 'unknown fields of a widget',
    steps: ['', '?fieldValidation=Ignore', '?fieldValidation=Warn', '?fieldValidation=Strict', '?fieldValidation=Never'].map(
      (query, index) =>
        post(
          `${widgets}${query}`,
          widget(`a${index}`, { unknown: 1, parts: [{ name: 'x', odd: true }], tags: { a: 'b' } }, { more: {}, metadata: { odd: 'x' } }),
        ),
    ),
  },
  {
    name: 'unknown fields of a config map',
    steps: ['', '?fieldValidation=Ignore', '?fieldValidation=Warn', '?fieldValidation=Strict'].map((query, index) =>
      post(`${configMaps}${query}`, configMap(`a${index}`, { unknown: 1, data: { x: 'y' } }, { odd: 'x' })),
    ),
  },
  {
    name: 'duplicate fields',
    steps: ['', '?fieldValidation=Ignore', '?fieldValidation=Warn', '?fieldValidation=Strict'].flatMap((query, index) => [
      post(
        `${widgets}${query}`,
        `{"apiVersion":"conf.evenkeel.dev/v1","kind":"Widget","metadata":{"name":"a${index}"},"spec":{"size":1,"size":2,"unknown":1,"unknown":2}}`,
      ),
      post(`${configMaps}${query}`, `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a${index}"},"data":{"x":"1","x":"2"}}`),
    ]),
  },
  {
    name: 'unknown fields in updates and patches',
    steps: [
      post(widgets, widget('a'), { as: 'made' }),
      put(
        `${widgets}/a?fieldValidation=Strict`,
        widget('a', { unknown: 1 }, { metadata: { resourceVersion: '{{made.metadata.resourceVersion}}' } }),
      ),
      put(`${widgets}/a`, widget('a', { unknown: 1 }, { metadata: { resourceVersion: '{{made.metadata.resourceVersion}}' } })),
      patch('merge', `${widgets}/a?fieldValidation=Strict`, { spec: { unknown: 1 } }),
      patch('merge', `${widgets}/a`, { spec: { unknown: 1, size: 5 } }),
      patch('json', `${widgets}/a?fieldValidation=Strict`, [{ op: 'add', path: '/spec/unknown', value: 1 }]),
      patch('merge', `${widgets}/a/status?fieldValidation=Strict`, { status: { unknown: 1 } }),
      post(configMaps, configMap('a')),
      patch('strategic', `${configMaps}/a?fieldValidation=Strict`, { unknown: 1 }),
      patch('merge', `${configMaps}/a?fieldValidation=Strict`, { unknown: 1 }),
      patch('merge', `${configMaps}/a`, { unknown: 1 }),
    ],
  },
  {
    name: 'dry runs',
    steps: [
      post(`${widgets}?dryRun=All`, widget('a', { size: 1 })),
      get(`${widgets}/a`),
      post(`${widgets}?dryRun=Some`, widget('a')),
      post(`${widgets}?dryRun=All`, widget('a', { size: -1 })),
      post(widgets, widget('a', { size: 1 })),
      patch('merge', `${widgets}/a?dryRun=All`, { spec: { size: 2 } }),
      put(`${configMaps}/x?dryRun=All`, configMap('x')),
      post(`${configMaps}?dryRun=All`, configMap('x', {}, { name: undefined, generateName: 'g-' })),
      get(`${widgets}/a`),
    ],
  },
  {
    name: 'config maps',
    steps: [
      post(configMaps, configMap('a', { data: { 'bad key!': 'x' } })),
      post(configMaps, configMap('a', { data: { x: '1' }, binaryData: { x: 'AA==' } })),
      post(configMaps, configMap('a', { binaryData: { x: 'no base64!' } })),
      post(configMaps, configMap('a', { data: { x: 1 } })),
      post(configMaps, configMap('a', { data: { x: null } })),
      post(configMaps, configMap('big', { data: { x: 'x'.repeat(1_048_577) } }), {
        pick: (body) => (body as { message: string }).message.slice(0, 100),
      }),
      post(configMaps, configMap('b', { immutable: true, data: { x: '1' } })),
      patch('merge', `${configMaps}/b`, { data: { x: '2' } }),
      patch('merge', `${configMaps}/b`, { immutable: false }),
      patch('merge', `${configMaps}/b`, { metadata: { labels: { a: 'b' } } }),
    ],
  },
];
