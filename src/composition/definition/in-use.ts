import type { KubernetesObject } from '../../kubernetes/object.ts';
import { keyOf } from '../../kubernetes/object.ts';

/** Annotation of a definition and its CRD: which objects there are. An admission policy refuses to delete what has it. */
export const inUseAnnotation = 'evenkeel.dev/in-use';

const mostNamed = 3;
const mostListed = 5;

/** `Network shop/a, shop/b, ...`; undefined: there are none. It has no count, which would change with each object. */
export function describeUsers(kind: string, objects: readonly KubernetesObject[]): string | undefined {
  if (objects.length === 0) return undefined;
  const names = objects.map(keyOf).toSorted();
  return `${kind} ${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ', ...' : ''}`;
}

/** The first five, and how many there are beside. */
export function listFirst(texts: readonly string[], separator = ', '): string {
  const more = texts.length - mostListed;
  return `${texts.slice(0, mostListed).join(separator)}${more > 0 ? ` (and ${more} more)` : ''}`;
}
