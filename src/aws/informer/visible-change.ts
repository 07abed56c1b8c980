import type { FieldValues, Observation } from '../../engine/observation.ts';
import type { KindSchema } from '../../engine/schema/kind-schema.ts';
import { sameValue } from './same-value.ts';

/** Names of a kind's atProvider members that change by themselves and wake nobody. */
export function volatileFields(schema: KindSchema): ReadonlySet<string> {
  return new Set(Object.entries(schema.atProvider).flatMap(([name, field]) => (field.volatile === true ? [name] : [])));
}

/** Do two observations of one key differ in anything but the time of the look and volatile members? */
export function differs(before: Observation, after: Observation, volatile: ReadonlySet<string>): boolean {
  return !sameValue(comparable(before, volatile), comparable(after, volatile));
}

function comparable(observation: Observation, volatile: ReadonlySet<string>): object {
  return {
    ...observation,
    seenAt: 0,
    atProvider: volatile.size === 0 ? observation.atProvider : without(observation.atProvider, volatile),
  };
}

function without(values: FieldValues, names: ReadonlySet<string>): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}
