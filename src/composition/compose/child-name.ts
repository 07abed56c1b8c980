import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../../kubernetes/object.ts';

const longest = 63;
const hashLength = 8;

/**
 * The name of a child that its template gives none: `<composite>-<key>-<hash>`, or `<generateName><hash>`. The hash is of the
 * composite's identity and the key, so the same composite made again makes children of the same names, and no two composites share one.
 * At most 63 characters, lower-case letters, digits and single dashes: what DNS labels and AWS identifiers take.
 */
export function childName(composite: KubernetesObject, key: string, generateName?: string): string {
  const { namespace = '', name } = composite.metadata;
  const group = composite.apiVersion.split('/')[0] ?? '';
  const hash = createHash('sha256')
    .update(JSON.stringify([group, composite.kind, namespace, name, key]))
    .digest('hex')
    .slice(0, hashLength);
  const stem = slug(generateName ?? `${name}-${key}`).slice(0, longest - hashLength - 1);
  return `${stem.replace(/-$/, '')}-${hash}`;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
