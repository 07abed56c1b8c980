import { deepEqual } from '../../../base/json.ts';
import type { Json, JsonObject } from '../../api/dev-object.ts';
import { listOf, objectOf } from '../json-members.ts';

/** Something that each version has one of, and where a cause says that it stands. */
export interface VersionPart {
  readonly value: Json | undefined;
  readonly path: string;
  readonly version: JsonObject;
}

/** How the parts of versions are called once all have the same one: kube-apiserver checks it once, at the top. */
const shared = {
  schema: 'validation',
  subresources: 'subresources',
  additionalPrinterColumns: 'additionalPrinterColumns',
  selectableFields: 'selectableFields',
} as const;

/** The parts to check: one of each version, or the one that all share. */
export function versionParts(spec: JsonObject, member: keyof typeof shared): readonly VersionPart[] {
  const versions = listOf(spec['versions']).map(objectOf);
  const parts = versions.map((version, index) => ({ value: version[member], path: `spec.versions[${index}].${member}`, version }));
  const [first] = parts;
  if (first === undefined || !parts.every(({ value }) => deepEqual(value, first.value))) return parts;
  return [{ ...first, path: `spec.${shared[member]}` }];
}
