import type { Script } from '../support/script.ts';
import { apply, get, patch, post, put, remove } from '../support/script.ts';
import { crds, definition, widget, widgets } from './objects.ts';

const gauges = '/apis/conf.evenkeel.dev/v1/namespaces/{{ns}}/gauges';
const gauge = { apiVersion: 'conf.evenkeel.dev/v1', kind: 'Gauge', metadata: { name: 'a' }, spec: { size: 1 } };
const gaugeSchema = {
  type: 'object',
  properties: {
    spec: { type: 'object', properties: { size: { type: 'integer' } } },
    status: {
      type: 'object',
      default: { seen: -1 },
      properties: { seen: { type: 'integer' }, phase: { type: 'string' }, mode: { type: 'string', default: 'auto' } },
    },
  },
};

/** The subresources status and scale. */
export const statusScripts: readonly Script[] = [
  {
    name: 'status by put',
    steps: [
      post(widgets, widget('a', { size: 1 }), { as: 'made' }),
      get(`${widgets}/a/status`),
      put(
        `${widgets}/a/status`,
        widget(
          'a',
          { size: 9 },
          {
            metadata: { resourceVersion: '{{made.metadata.resourceVersion}}', labels: { l: 'v' }, annotations: { a: 'b' } },
            status: { phase: 'x' },
          },
        ),
        { as: 'put' },
      ),
      put(
        `${widgets}/a/status`,
        widget('a', {}, { metadata: { resourceVersion: '{{made.metadata.resourceVersion}}' }, status: { phase: 'y' } }),
      ),
      put(
        `${widgets}/a/status`,
        widget('a', {}, { metadata: { resourceVersion: '{{put.metadata.resourceVersion}}' }, status: { phase: 'x' } }),
      ),
      put(
        `${widgets}/a/status`,
        widget('a', {}, { metadata: { resourceVersion: '{{put.metadata.resourceVersion}}' }, status: { phase: 5 } }),
      ),
      put(`${widgets}/b/status`, widget('b', {}, { status: { phase: 'x' } })),
      get(`${widgets}/a`),
    ],
  },
  {
    name: 'status by patch',
    steps: [
      post(widgets, widget('a', { size: 1 })),
      patch('merge', `${widgets}/a/status?fieldManager=s`, {
        metadata: { labels: { l: 'v' } },
        spec: { size: 5 },
        status: { phase: 'x', ready: true },
      }),
      patch('json', `${widgets}/a/status?fieldManager=s`, [{ op: 'replace', path: '/status/phase', value: 'y' }]),
      patch('json', `${widgets}/a/status?fieldManager=s`, [{ op: 'replace', path: '/spec/size', value: 7 }]),
      patch('merge', `${widgets}/a?fieldManager=m`, { status: { phase: 'z' }, spec: { size: 2 } }),
      patch('merge', `${widgets}/a/status`, { status: { phase: 'z', unknown: 1 } }),
      patch('merge', `${widgets}/a/status?dryRun=All`, { status: { phase: 'dry' } }),
      patch('merge', `${widgets}/a/status`, { status: null }),
      get(`${widgets}/a`),
    ],
  },
  {
    name: 'status with a default',
    steps: [
      post(crds, definition('Gauge', gaugeSchema, { version: { subresources: { status: {} } } })),
      get(`${gauges}/a`, { pick: () => 'served', until: 404 }),
      post(gauges, { ...gauge, status: { seen: 5 } }, { until: 201 }),
      get(`${gauges}/a`),
      apply(gauges.concat('/a'), 'one', { ...gauge, spec: { size: 2 } }),
      patch('merge', `${gauges}/a/status?fieldManager=s`, { status: { phase: 'x' } }),
      patch('merge', `${gauges}/a/status?fieldManager=s`, { status: null }),
      patch('json', `${gauges}/a/status?fieldManager=s`, [{ op: 'remove', path: '/status' }]),
      get(`${gauges}/a`),
      apply(`${gauges}/b`, 'one', { ...gauge, metadata: { name: 'b' } }),
      remove(`${crds}/gauges.conf.evenkeel.dev`, undefined, { pick: () => undefined }),
    ],
  },
  {
    name: 'scale',
    steps: [
      post(widgets, widget('a', { replicas: 3 }), { as: 'made' }),
      get(`${widgets}/a/scale`, { as: 'scale' }),
      patch('merge', `${widgets}/a/status`, { status: { replicas: 2, selector: 'a=b' } }),
      patch('merge', `${widgets}/a/scale?fieldManager=hpa`, { spec: { replicas: 5 } }),
      get(`${widgets}/a`),
      put(`${widgets}/a/scale`, {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'a', namespace: '{{ns}}' },
        spec: { replicas: 7 },
      }),
      put(`${widgets}/a/scale`, {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'a', namespace: '{{ns}}' },
        spec: { replicas: -1 },
      }),
      post(widgets, widget('b', {})),
      get(`${widgets}/b/scale`),
    ],
  },
];
