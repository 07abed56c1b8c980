import { NormalizedSchema } from '@smithy/core/schema';

// The one file that knows the SDK's schema objects: their layout is an internal contract of smithy, so that a new version
// may break what stands here and nothing else.

/** What we read off the schema of an operation's input or output. */
export interface ValueSchema {
  /** AWS marks the value as sensitive. */
  readonly sensitive: boolean;
  /** Members of a structure, by name as the SDK's input and output have them; empty for everything else. */
  readonly members: ReadonlyMap<string, ValueSchema>;
  /** Items of a list, values of a map. */
  readonly item: ValueSchema | undefined;
}

export interface OperationSchema {
  readonly input: ValueSchema;
}

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** `[9, namespace, name, traits, input, output]` is the SDK's static schema of an operation. */
const operationMark = 9;
const inputAt = 4;

/** The schema behind an export such as `CreateVpc$`; undefined when it is none. */
export function operationSchema(exported: unknown): OperationSchema | undefined {
  if (!Array.isArray(exported) || exported[0] !== operationMark) return undefined;
  return { input: lazyValue(NormalizedSchema.of(exported[inputAt] as SchemaRef)) };
}

/** Lazy, since some structures contain themselves. */
function lazyValue(schema: NormalizedSchema): ValueSchema {
  let members: ReadonlyMap<string, ValueSchema> | undefined;
  return {
    sensitive: Boolean(schema.getMergedTraits().sensitive),
    get members() {
      members ??= new Map(schema.isStructSchema() ? [...schema.structIterator()].map(([name, member]) => [name, lazyValue(member)]) : []);
      return members;
    },
    get item() {
      return schema.isListSchema() || schema.isMapSchema() ? lazyValue(schema.getValueSchema()) : undefined;
    },
  };
}
