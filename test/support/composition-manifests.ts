import type { Manifest } from './composition-bench.ts';

/** A definition of `Network`, namespaced, with a required `spec.size`. */
export function networkDefinition(spec: object = {}, name = 'networks.example.org'): Manifest {
  return {
    apiVersion: 'apiextensions.evenkeel.dev/v1',
    kind: 'CompositeResourceDefinition',
    metadata: { name },
    spec: { group: 'example.org', names: { kind: 'Network', plural: name.split('.')[0] }, versions: [version('v1')], ...spec },
  };
}

/** A version of it; `size` is what its schema says of `spec.size`. */
export function version(name: string, more: object = {}, size: object = { type: 'string' }): object {
  const spec = { type: 'object', required: ['size'], properties: { size, note: { type: 'string' } } };
  const openAPIV3Schema = { type: 'object', properties: { spec } };
  return { name, served: true, referenceable: true, schema: { openAPIV3Schema }, ...more };
}

export function network(key: string, spec: object = { size: 'small' }): Manifest {
  const [namespace = '', name = ''] = key.split('/');
  return { apiVersion: 'example.org/v1', kind: 'Network', metadata: { namespace, name }, spec };
}

/** A composition for it; `input` is what its one step is told. */
export function networkComposition(name: string, input: object = { a: 1 }, more: object = {}): Manifest {
  return {
    apiVersion: 'apiextensions.evenkeel.dev/v1',
    kind: 'Composition',
    metadata: { name },
    spec: {
      compositeTypeRef: { apiVersion: 'example.org/v1', kind: 'Network' },
      mode: 'Pipeline',
      pipeline: [{ step: 'one', functionRef: { name: 'function-x' }, input }],
      ...more,
    },
  };
}
