import type { KubernetesObject } from '../../kubernetes/object.ts';
import { keyOf } from '../../kubernetes/object.ts';

/** What a key in the queue stands for. `name` of a composite is `namespace/name`, or `name` of a cluster-scoped one. */
export type CompositionKey =
  | { readonly type: 'definition' | 'composition'; readonly name: string }
  | { readonly type: 'composite'; readonly definition: string; readonly name: string };

/** The key of a definition or composition. */
export function apiKey(type: 'definition' | 'composition', name: string): string {
  return `${type}|${name}`;
}

/** The key of a composite of a definition. */
export function compositeKey(
  definition: string,
  object: { readonly metadata: Pick<KubernetesObject['metadata'], 'name' | 'namespace'> },
): string {
  return `composite|${definition}|${keyOf(object)}`;
}

/** Back from what the two above made. */
export function parseCompositionKey(key: string): CompositionKey {
  const [type = '', first = '', second = ''] = key.split('|');
  if (type === 'composite') return { type, definition: first, name: second };
  return { type: type === 'definition' ? 'definition' : 'composition', name: first };
}
