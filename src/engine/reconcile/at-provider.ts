import type { FieldValues } from '../observation.ts';
import { atProviderFields } from '../schema/crd/status-schema.ts';
import type { FieldSchema } from '../schema/kind-schema.ts';
import type { Pass } from './pass.ts';

/**
 * status.atProvider: what AWS says, then what references resolved to where AWS does not show it. What this look did not
 * show keeps its last value. Members that the schema does not have are left out.
 */
export function atProviderOf(pass: Pass): FieldValues {
  const { observed, managed, context } = pass;
  const before = managed.status.atProvider;
  if (observed === undefined) return before;
  const unseen = Object.fromEntries((observed.unknown ?? []).flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]]])));
  const shown = {
    ...resolvedReferences(pass, context?.desired ?? {}),
    ...unseen,
    ...observed.fields,
    ...(observed.tags === undefined ? {} : { tags: observed.tags }),
    ...observed.atProvider,
    id: observed.key,
    region: managed.region,
    ...(observed.immutableId === undefined ? {} : { immutableId: observed.immutableId }),
  };
  const members = atProviderFields(pass.kind.schema);
  return Object.fromEntries(Object.entries(shown).filter(([name, value]) => value !== undefined && members[name] !== undefined));
}

function resolvedReferences(pass: Pass, desired: FieldValues): FieldValues {
  const fields = Object.entries(pass.kind.schema.forProvider).filter(([name, field]) => isShown(field) && desired[name] !== undefined);
  return Object.fromEntries(fields.map(([name]) => [name, desired[name]]));
}

function isShown(field: FieldSchema): boolean {
  return field.reference !== undefined && field.reference.unsupported !== true;
}
