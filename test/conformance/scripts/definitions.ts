import type { Script } from '../support/script.ts';
import { get, patch, post, remove } from '../support/script.ts';
import { crds, definition } from './objects.ts';

const plain = { type: 'object', properties: { spec: { type: 'object', properties: { a: { type: 'string' } } } } };
const fields = (properties: object): object => ({ type: 'object', properties: { spec: { type: 'object', properties } } });
const rule = (text: string, more: object = {}): object => ({
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: { a: { type: 'string' }, n: { type: 'integer' } },
      'x-kubernetes-validations': [{ rule: text, ...more }],
    },
  },
});

const invalid: readonly [string, object][] = [
  ['without a type', { properties: {} }],
  ['with an unknown type', fields({ a: { type: 'text' } })],
  ['with a field without a type', fields({ a: {} })],
  ['with a list without items', fields({ a: { type: 'array' } })],
  ['with properties and additionalProperties', fields({ a: { type: 'object', properties: {}, additionalProperties: true } })],
  ['with a default that is not right', fields({ a: { type: 'integer', default: 'x' } })],
  ['with a pattern that is none', fields({ a: { type: 'string', pattern: '(' } })],
  ['with types within anyOf', fields({ a: { type: 'string', anyOf: [{ type: 'string' }] } })],
  ['with a set of objects', fields({ a: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'object', properties: {} } } })],
  [
    'with a map without keys',
    fields({ a: { type: 'array', 'x-kubernetes-list-type': 'map', items: { type: 'object', properties: { name: { type: 'string' } } } } }),
  ],
  [
    'with a map whose key is not there',
    fields({
      a: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['id'],
        items: { type: 'object', properties: { name: { type: 'string' } } },
      },
    }),
  ],
  ['with a reference', fields({ a: { $ref: '#/x' } })],
  ['with uniqueItems', fields({ a: { type: 'array', uniqueItems: true, items: { type: 'string' } } })],
  [
    'with restrictions of metadata',
    {
      type: 'object',
      properties: { metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 5 }, labels: { type: 'object' } } } },
    },
  ],
  ['with a rule that does not parse', rule('self.a ==')],
  ['with a rule about what is not there', rule('self.b == 1')],
  ['with a rule that is no condition', rule('self.n')],
  ['with a rule of two types', rule('self.a == self.n')],
  ['with a rule without a text', rule('')],
  ['with a rule whose message has line ends', rule('true', { message: 'a\nb' })],
  ['with an unknown format', fields({ a: { type: 'string', format: 'odd' } })],
];

const badSpecs: readonly [string, object][] = [
  ['with another name', { names: { kind: 'Thing', plural: 'things', singular: 'thing' } }],
  ['with a plural in capitals', { names: { kind: 'Bad', plural: 'Bads', singular: 'bad' } }],
  ['without a scope', { scope: undefined }],
  ['with an unknown scope', { scope: 'Everywhere' }],
  ['without versions', { versions: [] }],
  [
    'with two versions that are stored',
    { versions: ['v1', 'v2'].map((name) => ({ name, served: true, storage: true, schema: { openAPIV3Schema: plain } })) },
  ],
  [
    'with a version twice',
    { versions: [true, false].map((storage) => ({ name: 'v1', served: true, storage, schema: { openAPIV3Schema: plain } })) },
  ],
  ['with a version without a schema', { versions: [{ name: 'v1', served: true, storage: true }] }],
  ['with a bad name of a version', { versions: [{ name: 'V 1', served: true, storage: true, schema: { openAPIV3Schema: plain } }] }],
  ['with unknown conversion', { conversion: { strategy: 'Magic' } }],
  ['with unknown fields kept', { preserveUnknownFields: true }],
  [
    'with a column without a path',
    {
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: plain },
          additionalPrinterColumns: [{ name: 'A', type: 'text', jsonPath: '' }],
        },
      ],
    },
  ],
  [
    'with a scale without paths',
    { versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: plain }, subresources: { scale: {} } }] },
  ],
];

const things = '/apis/conf.evenkeel.dev/v1/namespaces/{{ns}}';

/** Definitions of custom resources: good ones, bad ones, their lives. */
export const definitionScripts: readonly Script[] = [
  ...invalid.map(([name, schema], index): Script => ({
    name: `a definition ${name}`,
    steps: [post(crds, definition(`Bad${index}x`, schema))],
  })),
  ...badSpecs.map(([name, spec]): Script => ({ name: `a definition ${name}`, steps: [post(crds, definition('Bad', plain, { spec }))] })),
  {
    name: 'life of a definition',
    steps: [
      post(crds, definition('Lamp', plain)),
      get(`${things}/lamps`, { until: 200 }),
      get(`${crds}/lamps.conf.evenkeel.dev`),
      post(`${things}/lamps`, { apiVersion: 'conf.evenkeel.dev/v1', kind: 'Lamp', metadata: { name: 'a' }, spec: { a: 'x', b: 1 } }),
      patch(
        'json',
        `${crds}/lamps.conf.evenkeel.dev`,
        [
          {
            op: 'add',
            path: '/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/b',
            value: { type: 'integer', default: 7 },
          },
        ],
        { pick: (body) => (body as { spec: unknown }).spec },
      ),
      get(`${crds}/lamps.conf.evenkeel.dev`, { pick: (body) => (body as { status: unknown }).status }),
      patch('merge', `${crds}/lamps.conf.evenkeel.dev`, { spec: { scope: 'Cluster' } }),
      patch('merge', `${crds}/lamps.conf.evenkeel.dev`, { spec: { group: 'other.dev' } }),
      remove(`${crds}/lamps.conf.evenkeel.dev`, undefined, {
        pick: (body) => (body as { metadata: { finalizers: unknown } }).metadata.finalizers,
      }),
      get(`${crds}/lamps.conf.evenkeel.dev`, { until: 404 }),
      get(`${things}/lamps`, { until: 404 }),
    ],
  },
  {
    name: 'a definition of two versions',
    steps: [
      post(
        crds,
        definition('Door', plain, {
          spec: {
            versions: ['v1', 'v2'].map((name) => ({
              name,
              served: true,
              storage: name === 'v2',
              deprecated: name === 'v1',
              schema: { openAPIV3Schema: plain },
            })),
          },
        }),
      ),
      get(`${things}/doors`, { until: 200 }),
      post(`${things}/doors`, { apiVersion: 'conf.evenkeel.dev/v1', kind: 'Door', metadata: { name: 'a' }, spec: { a: 'x' } }),
      get('/apis/conf.evenkeel.dev/v2/namespaces/{{ns}}/doors/a'),
      get(`${things}/doors/a`),
      get('/apis/conf.evenkeel.dev/v2/namespaces/{{ns}}/doors'),
    ],
  },
  {
    name: 'a definition without a namespace',
    steps: [
      post(crds, definition('Sun', plain, { spec: { scope: 'Cluster' } })),
      get('/apis/conf.evenkeel.dev/v1/suns', { until: 200 }),
      post('/apis/conf.evenkeel.dev/v1/suns', { apiVersion: 'conf.evenkeel.dev/v1', kind: 'Sun', metadata: { name: 'a' } }),
      post('/apis/conf.evenkeel.dev/v1/suns', {
        apiVersion: 'conf.evenkeel.dev/v1',
        kind: 'Sun',
        metadata: { name: 'b', namespace: 'default' },
      }),
      get(`${things}/suns`),
      get('/apis/conf.evenkeel.dev/v1/suns/a'),
    ],
  },
  {
    name: 'a definition whose names are taken',
    steps: [
      get('/apis/conf.evenkeel.dev/v1/widgets?limit=1', { until: 200, pick: () => 'served' }),
      post(
        crds,
        definition('Widget', plain, { spec: { names: { kind: 'Widget', plural: 'gizmos', singular: 'widget', listKind: 'WidgetList' } } }),
        { pick: () => 'refused by its own name' },
      ),
      post(crds, {
        ...definition('Gizmo', plain, {
          spec: { names: { kind: 'Gizmo', plural: 'gizmos', singular: 'gizmo', listKind: 'GizmoList', shortNames: ['wg'] } },
        }),
      }),
      get(`${crds}/gizmos.conf.evenkeel.dev`, { pick: (body) => typeof body }),
    ],
  },
];
