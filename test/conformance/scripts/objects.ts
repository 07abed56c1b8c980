/** Paths within the script's own namespace. */
export const configMaps = '/api/v1/namespaces/{{ns}}/configmaps';
export const secrets = '/api/v1/namespaces/{{ns}}/secrets';
export const widgets = '/apis/conf.evenkeel.dev/v1/namespaces/{{ns}}/widgets';
export const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

export function configMap(name: string, more: object = {}, metadata: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, ...more };
}

export function widget(name: string, spec: object = {}, more: object = {}): object {
  const { metadata = {}, ...rest } = more as { metadata?: object };
  return { apiVersion: 'conf.evenkeel.dev/v1', kind: 'Widget', metadata: { name, ...metadata }, spec, ...rest };
}

/** A definition of one version; `version` and `spec` replace members. */
export function definition(
  kind: string,
  schema: object,
  { version = {}, spec = {} }: { readonly version?: object; readonly spec?: object } = {},
): object {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.conf.evenkeel.dev` },
    spec: {
      group: 'conf.evenkeel.dev',
      names: { kind, plural, singular, listKind: `${kind}List` },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema }, ...version }],
      ...spec,
    },
  };
}

const text = { type: 'string' };

const widgetSchema = {
  type: 'object',
  description: 'A thing to be tested with.',
  properties: {
    spec: {
      type: 'object',
      properties: {
        size: { type: 'integer', minimum: 0, maximum: 100 },
        color: { type: 'string', enum: ['red', 'green', 'blue'] },
        name: { type: 'string', minLength: 2, maxLength: 20, pattern: '^[a-z-]+$' },
        ratio: { type: 'number' },
        mode: { type: 'string', default: 'auto' },
        port: { 'x-kubernetes-int-or-string': true },
        fixed: { ...text, 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'fixed is fixed' }] },
        replicas: { type: 'integer' },
        tags: { type: 'object', additionalProperties: text },
        hosts: { type: 'array', items: text, 'x-kubernetes-list-type': 'set', maxItems: 5 },
        args: { type: 'array', items: text },
        parts: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: text, value: { type: 'integer' }, unit: { ...text, default: 'g' } },
          },
        },
        min: { type: 'integer' },
        max: { type: 'integer' },
        extra: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        note: { ...text, nullable: true },
      },
      'x-kubernetes-validations': [
        {
          rule: '!has(self.min) || !has(self.max) || self.min <= self.max',
          message: 'min may not exceed max',
          reason: 'FieldValueForbidden',
          fieldPath: '.min',
        },
      ],
    },
    status: {
      type: 'object',
      properties: {
        phase: text,
        ready: { type: 'boolean' },
        replicas: { type: 'integer' },
        selector: text,
        conditions: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['type'],
          items: { type: 'object', required: ['type', 'status'], properties: { type: text, status: text, reason: text } },
        },
      },
    },
  },
};

/** What most scripts use: a namespaced kind with status, scale, columns, short names and a selectable field. */
export const widgetDefinition = definition('Widget', widgetSchema, {
  version: {
    subresources: {
      status: {},
      scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas', labelSelectorPath: '.status.selector' },
    },
    selectableFields: [{ jsonPath: '.spec.color' }],
    additionalPrinterColumns: [
      { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
      { name: 'Phase', type: 'string', jsonPath: '.status.phase', description: 'How it is.' },
      { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
      { name: 'Mode', type: 'string', jsonPath: '.spec.mode', priority: 1 },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
  },
  spec: {
    names: {
      kind: 'Widget',
      plural: 'widgets',
      singular: 'widget',
      listKind: 'WidgetList',
      shortNames: ['wg'],
      categories: ['all', 'conf'],
    },
  },
});
