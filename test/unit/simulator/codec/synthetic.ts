import { NormalizedSchema } from '@smithy/core/schema';

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

const mostDepth = 4;

/** A value with all members of a schema set, each to something of its own; structures within themselves end after a few rounds. */
export function synthetic(ref: SchemaRef): Readonly<Record<string, unknown>> {
  const state = { next: 0 };
  return (valueOf(NormalizedSchema.of(ref), state, new Map()) ?? {}) as Readonly<Record<string, unknown>>;
}

interface State {
  next: number;
}

function valueOf(schema: NormalizedSchema, state: State, open: ReadonlyMap<unknown, number>): unknown {
  if (schema.isUnitSchema()) return undefined;
  if (schema.isStructSchema()) return structure(schema, state, open);
  if (schema.isListSchema()) {
    const items = [0, 1].map(() => valueOf(schema.getValueSchema(), state, open)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (schema.isMapSchema()) return { [`key <${++state.next}>`]: valueOf(schema.getValueSchema(), state, open) };
  return scalar(schema, ++state.next);
}

function structure(schema: NormalizedSchema, state: State, open: ReadonlyMap<unknown, number>): unknown {
  const depth = open.get(schema.getSchema()) ?? 0;
  if (depth >= 1 || open.size > mostDepth) return undefined;
  const inside = new Map(open).set(schema.getSchema(), depth + 1);
  const members = [...schema.structIterator()].flatMap(([name, member]) => {
    const value = valueOf(member, state, inside);
    return value === undefined ? [] : [[name, value] as const];
  });
  // A structure without members can't be told from none.
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function scalar(schema: NormalizedSchema, index: number): unknown {
  if (schema.isBooleanSchema()) return index % 2 === 0;
  if (schema.isTimestampSchema()) return new Date(Date.UTC(2026, 0, 1) + index * 1000);
  if (schema.isBlobSchema()) return new Uint8Array([index % 256, 1, 2]);
  if (schema.isBigIntegerSchema()) return BigInt(index);
  if (schema.isNumericSchema()) return index;
  return `text ${index} <&>"' é`;
}
