import type { JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import type { Strategy } from '../api/strategy.ts';
import { invalid } from '../schema/cause.ts';
import { objectOf } from '../schema/json-members.ts';
import { refuseWrongMicroTimes } from './micro-time.ts';
import { withoutNulls } from './without-nulls.ts';

function validate(lease: JsonObject): readonly StatusCause[] {
  const { leaseDurationSeconds: duration, leaseTransitions: transitions } = objectOf(lease['spec']);
  return [
    ...(typeof duration === 'number' && duration <= 0 ? [invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0')] : []),
    ...(typeof transitions === 'number' && transitions < 0
      ? [invalid('spec.leaseTransitions', transitions, 'must be greater than or equal to 0')]
      : []),
  ];
}

function prepare(raw: JsonObject): JsonObject {
  const lease = withoutNulls(raw);
  refuseWrongMicroTimes('Lease', objectOf(lease['spec']), ['acquireTime', 'renewTime']);
  return lease;
}

/** Leases: times to the microsecond, and numbers that make sense. */
export const leaseStrategy: Strategy = { prepareCreate: prepare, prepareUpdate: prepare, validate };
