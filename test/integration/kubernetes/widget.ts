import type { ResourceType } from '../../../src/kubernetes/object.ts';

export const crdType: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};

export const namespaceType: ResourceType = { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };
export const secretType: ResourceType = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true };

/** A custom resource with a status of its own. */
export const widgetType: ResourceType = { group: 'test.evenkeel.dev', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true };

const strings = { type: 'string' };
const conditions = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
  items: {
    type: 'object',
    required: ['type'],
    properties: { type: strings, status: strings, reason: strings },
  },
};

export const widgetCrd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.test.evenkeel.dev' },
  spec: {
    group: widgetType.group,
    names: { kind: 'Widget', listKind: 'WidgetList', plural: 'widgets', singular: 'widget' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', properties: { size: { type: 'integer' }, color: strings } },
              status: { type: 'object', properties: { phase: strings, note: strings, conditions } },
            },
          },
        },
      },
    ],
  },
};

export function widget(namespace: string, name: string, size = 1): object {
  return { apiVersion: 'test.evenkeel.dev/v1', kind: 'Widget', metadata: { namespace, name }, spec: { size } };
}
