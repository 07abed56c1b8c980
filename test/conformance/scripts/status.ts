import type { Script } from '../support/script.ts';
import { get, patch, post, put } from '../support/script.ts';
import { widget, widgets } from './objects.ts';

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
