import type { JsonObject } from '../api/dev-object.ts';
import type { Strategy } from '../api/strategy.ts';
import { invalid } from '../schema/cause.ts';
import { listOf, objectOf, textOf } from '../schema/json-members.ts';
import { label1123 } from '../schema/names.ts';
import { withoutNulls } from './without-nulls.ts';

/** Every namespace carries its name as a label, which can't be taken off. A name still to be generated has none yet. */
function labelled(object: JsonObject): JsonObject {
  const metadata = objectOf(object['metadata']);
  if (typeof metadata['name'] !== 'string' || metadata['name'] === '') return object;
  const labels = { ...objectOf(metadata['labels']), 'kubernetes.io/metadata.name': metadata['name'] };
  return { ...object, metadata: { ...metadata, labels } };
}

function prepareCreate(raw: JsonObject): JsonObject {
  const object = labelled(withoutNulls(raw));
  const spec = objectOf(object['spec']);
  const given = listOf(spec['finalizers']).filter((each) => each !== 'kubernetes');
  return { ...object, spec: { ...spec, finalizers: [...given, 'kubernetes'] }, status: { phase: 'Active' } };
}

/** Namespaces: the finalizer `kubernetes`, the phase, the label with the name, and a name that is one DNS label. */
export const namespaceStrategy: Strategy = {
  prepareCreate,
  prepareUpdate: (object) => labelled(withoutNulls(object)),
  validate(object) {
    const name = textOf(objectOf(object['metadata'])['name']);
    return label1123(name).map((fault) => invalid('metadata.name', name, fault));
  },
  selectableFields: ['status.phase'],
};
