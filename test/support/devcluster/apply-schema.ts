import type { JsonObject } from '../../../src/devcluster/api/dev-object.ts';

const text = { type: 'string' } as const;
const number = { type: 'integer' } as const;
const texts = { type: 'object', additionalProperties: text } as const;
const textSet = { type: 'array', items: text, 'x-kubernetes-list-type': 'set' } as const;

/** The schema of the objects of generated apply scripts: whatever decides on who owns what. */
export const applySchema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        size: number,
        title: { type: 'string', nullable: true },
        port: { 'x-kubernetes-int-or-string': true },
        nested: {
          type: 'object',
          properties: { a: text, b: { type: 'object', properties: { c: number, d: text } } },
        },
        tags: texts,
        atomicTags: { ...texts, 'x-kubernetes-map-type': 'atomic' },
        selector: { type: 'object', properties: { x: text, y: text }, 'x-kubernetes-map-type': 'atomic' },
        items: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: text, value: number, options: texts, hosts: textSet },
          },
        },
        ports: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['port', 'protocol'],
          items: {
            type: 'object',
            required: ['port'],
            properties: { port: number, protocol: { ...text, default: 'TCP' }, name: text },
          },
        },
        hosts: textSet,
        args: { type: 'array', items: text },
        rules: { type: 'array', items: { type: 'object', properties: { a: text, b: number } } },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        groups: {
          type: 'object',
          additionalProperties: { type: 'object', properties: { a: text, hosts: textSet } },
        },
      },
    },
    data: texts,
    status: {
      type: 'object',
      properties: {
        phase: text,
        counts: { type: 'object', additionalProperties: number },
        conditions: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['type'],
          items: { type: 'object', required: ['type'], properties: { type: text, status: text, count: number } },
        },
      },
    },
  },
} as const satisfies JsonObject;

/** The CustomResourceDefinition that serves it, with a status subresource. */
export const applyDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'parcels.apply.test' },
  spec: {
    group: 'apply.test',
    scope: 'Namespaced',
    names: { kind: 'Parcel', listKind: 'ParcelList', plural: 'parcels', singular: 'parcel' },
    versions: [{ name: 'v1', served: true, storage: true, subresources: { status: {} }, schema: { openAPIV3Schema: applySchema } }],
  },
} as const satisfies JsonObject;
