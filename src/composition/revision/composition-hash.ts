import { createHash } from 'node:crypto';
import { stableStringify } from '../../base/json.ts';
import type { Composition } from '../api/composition.ts';
import { isToolKey } from '../patch-and-transform/tool-key.ts';

const nameLength = 7;

/** Labels of a composition that its revisions get: not those by which a deployment tool knows what it made. */
export function revisionLabels({ labels }: Pick<Composition, 'labels'>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !isToolKey(name)));
}

/** Hash of what makes a revision: compositeTypeRef, pipeline, and the labels that revisions get. 32 hexadecimal digits. */
export function compositionHash(composition: Composition): string {
  const { compositeType, pipeline } = composition;
  const text = stableStringify({ compositeType, pipeline, labels: revisionLabels(composition) });
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** `<composition>-<7 digits of the hash>` */
export function revisionName(composition: Pick<Composition, 'name'>, hash: string): string {
  return `${composition.name}-${hash.slice(0, nameLength)}`;
}
