import type { JsonObject } from '../../api/dev-object.ts';
import { objectOf, textOf } from '../json-members.ts';

/** A CustomResourceDefinition with what the server fills in: spec.names.singular, spec.names.listKind and spec.conversion. */
export function defaultCrd(crd: JsonObject): JsonObject {
  const spec = objectOf(crd['spec']);
  const names = objectOf(spec['names']);
  const kind = textOf(names['kind']);
  const singular = textOf(names['singular']) || kind.toLowerCase();
  const listKind = textOf(names['listKind']) || (kind === '' ? '' : `${kind}List`);
  const filled = { ...names, ...(singular === '' ? {} : { singular }), ...(listKind === '' ? {} : { listKind }) };
  return { ...crd, spec: { ...spec, names: filled, conversion: spec['conversion'] ?? { strategy: 'None' } } };
}
