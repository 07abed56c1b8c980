import type { JsonObject } from '../api/dev-object.ts';
import type { Strategy } from '../api/strategy.ts';
import { invalid } from '../schema/cause.ts';
import { listOf, objectOf } from '../schema/json-members.ts';
import { withoutNulls } from './without-nulls.ts';

const labelPattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/u;
const labelText =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

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
    const name = objectOf(object['metadata'])['name'];
    return typeof name === 'string' && !labelPattern.test(name) ? [invalid('metadata.name', name, labelText)] : [];
  },
  selectableFields: ['status.phase'],
};
