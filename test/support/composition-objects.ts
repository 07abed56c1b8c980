import type { JsonObject } from '../../src/base/json.ts';

const api = 'apiextensions.evenkeel.dev/v1';

/** What a definition of the tests may say beside its names. */
interface DefinitionOptions {
  readonly scope?: 'Namespaced' | 'Cluster';
  readonly spec?: JsonObject;
  readonly status?: JsonObject;
  readonly more?: JsonObject;
}

/** Defines `kind` of example.org/v1, with spec.size (integer), spec.items (strings) and status.summary (string) unless told otherwise. */
export function definition(kind: string, { scope = 'Namespaced', spec, status, more }: DefinitionOptions = {}): JsonObject {
  const plural = `${kind.toLowerCase()}s`;
  const properties = {
    spec: {
      type: 'object',
      properties: spec ?? { size: { type: 'integer' }, items: { type: 'array', items: { type: 'string' } }, text: { type: 'string' } },
    },
    status: { type: 'object', properties: status ?? { summary: { type: 'string' } } },
  };
  return {
    apiVersion: api,
    kind: 'CompositeResourceDefinition',
    metadata: { name: `${plural}.example.org` },
    spec: {
      group: 'example.org',
      names: { kind, plural },
      scope,
      versions: [{ name: 'v1', served: true, referenceable: true, schema: { openAPIV3Schema: { type: 'object', properties } } }],
      ...more,
    },
  };
}

/** A composition `name` for a kind of example.org/v1 that runs these functions one after the other. */
export function composition(
  name: string,
  kind: string,
  functions: readonly (string | { readonly name: string; readonly more: JsonObject })[],
): JsonObject {
  const pipeline = functions.map((each, index) => {
    const { name: called, more } = typeof each === 'string' ? { name: each, more: {} } : each;
    return { step: `step-${index + 1}`, functionRef: { name: called }, ...more };
  });
  return {
    apiVersion: api,
    kind: 'Composition',
    metadata: { name },
    spec: { compositeTypeRef: { apiVersion: 'example.org/v1', kind }, mode: 'Pipeline', pipeline },
  };
}

/** A composite in the namespace `default`, or of the cluster. */
export function composite(kind: string, name: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  const place = kind === 'Platform' ? {} : { namespace: 'default' };
  return { apiVersion: 'example.org/v1', kind, metadata: { name, ...place, ...metadata }, spec };
}

/** A ConfigMap as a function wants it. */
export function configMap(data: Readonly<Record<string, string>>, metadata?: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', ...(metadata === undefined ? {} : { metadata }), data };
}
