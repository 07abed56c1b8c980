import type { JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import type { Strategy } from '../api/strategy.ts';
import { invalid } from '../schema/cause.ts';
import { objectOf, textOf } from '../schema/json-members.ts';
import { eventInForm } from './event-forms.ts';
import { refuseWrongMicroTimes } from './micro-time.ts';
import { withoutNulls } from './without-nulls.ts';

const hourMs = 60 * 60 * 1000;
const referenceFields = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];

function prepare(raw: JsonObject): JsonObject {
  const event = withoutNulls(raw);
  refuseWrongMicroTimes('Event', event, ['eventTime']);
  return event;
}

/** Events stand in the namespace of their object; those about cluster-scoped objects in `default` or `kube-system`. */
function validate(event: JsonObject): readonly StatusCause[] {
  const namespace = textOf(objectOf(event['metadata'])['namespace']);
  const about = textOf(objectOf(event['involvedObject'] ?? event['regarding'])['namespace']);
  if (about === '' ? namespace === 'default' || namespace === 'kube-system' : about === namespace) return [];
  return [invalid('involvedObject.namespace', about, 'does not match event.namespace')];
}

/** Events of one group. Both are stored in the core form and go an hour after their last change. */
export function eventStrategy(group: string): Strategy {
  const [reference, component] = group === '' ? ['involvedObject', 'reportingComponent'] : ['regarding', 'reportingController'];
  return {
    prepareCreate: prepare,
    prepareUpdate: prepare,
    validate,
    expiresAfterMs: hourMs,
    storedAs: 'v1',
    toVersion: eventInForm,
    selectableFields: [...referenceFields.map((field) => `${reference}.${field}`), 'reason', 'type', component],
  };
}
