import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StructureShape, XmlShape } from './xml-shape.ts';

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

/** RFC 3339, as the query protocols write times unless a trait says otherwise. */
const dateTimeFormat = 5;
const fromText = new FromStringShapeDeserializer({ httpBindings: false, timestampFormat: { useTrait: true, default: dateTimeFormat } });

/** How an operation's output stands in XML. `output`: the schema as the SDK's protocols are given it. */
export function outputShape(output: unknown): XmlShape {
  return shapeOf(NormalizedSchema.of(output as SchemaRef), new Map());
}

/** `known`: structures that were begun, since some contain themselves. */
function shapeOf(schema: NormalizedSchema, known: Map<unknown, StructureShape>): XmlShape {
  if (schema.isUnionSchema() || schema.isMapSchema() || schema.isBlobSchema() || schema.isDocumentSchema()) return { type: 'unsupported' };
  if (schema.isListSchema()) return listShape(schema, known);
  if (schema.isStructSchema()) return known.get(schema.getSchema()) ?? structureShape(schema, known);
  return { type: 'text', read: schema.isStringSchema() ? undefined : (text): unknown => fromText.read(schema, text) };
}

function listShape(schema: NormalizedSchema, known: Map<unknown, StructureShape>): XmlShape {
  if (schema.getMergedTraits().xmlFlattened) return { type: 'unsupported' };
  const item = schema.getValueSchema();
  return { type: 'list', itemName: String(item.getMergedTraits().xmlName ?? 'member'), item: shapeOf(item, known) };
}

function structureShape(schema: NormalizedSchema, known: Map<unknown, StructureShape>): StructureShape {
  const members = new Map<string, { readonly name: string; readonly shape: XmlShape }>();
  const shape: StructureShape = { type: 'structure', members };
  known.set(schema.getSchema(), shape);
  for (const [name, member] of schema.structIterator()) {
    members.set(String(member.getMemberTraits().xmlName ?? name), { name, shape: shapeOf(member, known) });
  }
  return shape;
}
