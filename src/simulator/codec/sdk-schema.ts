import { NormalizedSchema } from '@smithy/core/schema';
import type { MemberShape, QueryProtocol, ScalarType, StructureShape, WireShape } from './wire-shape.ts';

// The one file of the simulator that knows the SDK's schema objects: their layout is an internal contract of smithy. The
// round trip of all operations in the tests says whether it still holds.

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** `[9, namespace, name, traits, input, output]` is the SDK's static schema of an operation. */
const operationMark = 9;
const nameAt = 2;
const inputAt = 4;
const outputAt = 5;

/** The shapes of an operation. */
export interface OperationShapes {
  readonly name: string;
  readonly input: StructureShape;
  readonly output: StructureShape;
}

/** The operations among the exports of a client package, by name. */
export function operationShapes(exports: Readonly<Record<string, unknown>>, protocol: QueryProtocol): ReadonlyMap<string, OperationShapes> {
  const walk = new SchemaWalk(protocol);
  const operations = Object.values(exports).filter(isOperation);
  return new Map(
    operations.map((schema) => {
      const name = String(schema[nameAt]);
      return [name, { name, input: walk.root(schema[inputAt] as SchemaRef), output: walk.root(schema[outputAt] as SchemaRef) }];
    }),
  );
}

function isOperation(exported: unknown): exported is readonly unknown[] {
  return Array.isArray(exported) && exported[0] === operationMark;
}

const noMembers: StructureShape = { type: 'structure', members: () => [] };

class SchemaWalk {
  readonly #protocol: QueryProtocol;
  readonly #structures = new Map<unknown, StructureShape>();

  constructor(protocol: QueryProtocol) {
    this.#protocol = protocol;
  }

  root(ref: SchemaRef): StructureShape {
    let shape: StructureShape | undefined;
    const found = (): StructureShape => {
      const schema = NormalizedSchema.of(ref);
      shape ??= schema.isStructSchema() ? this.#structure(schema) : noMembers;
      return shape;
    };
    return { type: 'structure', members: () => found().members() };
  }

  #shape(schema: NormalizedSchema): WireShape {
    if (schema.isStructSchema()) return this.#structure(schema);
    if (schema.isListSchema()) return this.#list(schema);
    if (schema.isMapSchema()) return this.#map(schema);
    return { type: 'scalar', scalar: scalarType(schema) };
  }

  #structure(schema: NormalizedSchema): StructureShape {
    const key = schema.getSchema();
    const known = this.#structures.get(key);
    if (known !== undefined) return known;
    let members: readonly MemberShape[] | undefined;
    const shape: StructureShape = {
      type: 'structure',
      members: () => (members ??= [...schema.structIterator()].map(([name, member]) => this.#member(name, member))),
    };
    this.#structures.set(key, shape);
    return shape;
  }

  #member(name: string, member: NormalizedSchema): MemberShape {
    const element = String(member.getMergedTraits().xmlName ?? name);
    return { name, formKey: this.#formKey(member, name), element, shape: this.#shape(member) };
  }

  /** EC2 has names of its own for requests, or else capital ones. */
  #formKey(member: NormalizedSchema, name: string): string {
    const { ec2QueryName, xmlName } = member.getMergedTraits();
    const key = String(xmlName ?? name);
    if (this.#protocol === 'awsQuery') return key;
    return ec2QueryName === undefined ? `${key.charAt(0).toUpperCase()}${key.slice(1)}` : String(ec2QueryName);
  }

  #list(schema: NormalizedSchema): WireShape {
    const item = schema.getValueSchema();
    const name = String(item.getMergedTraits().xmlName ?? 'member');
    const flat = Boolean(schema.getMergedTraits().xmlFlattened);
    return {
      type: 'list',
      formKey: flat || this.#protocol === 'ec2Query' ? '' : name,
      element: flat ? undefined : name,
      item: this.#shape(item),
    };
  }

  #map(schema: NormalizedSchema): WireShape {
    const flat = Boolean(schema.getMergedTraits().xmlFlattened);
    const item = schema.getValueSchema();
    return {
      type: 'map',
      formKey: flat ? '' : 'entry',
      element: flat ? undefined : 'entry',
      key: String(schema.getKeySchema().getMergedTraits().xmlName ?? 'key'),
      value: String(item.getMergedTraits().xmlName ?? 'value'),
      item: this.#shape(item),
    };
  }
}

const httpDateFormat = 6;
const epochSecondsFormat = 7;

function scalarType(schema: NormalizedSchema): ScalarType {
  if (schema.isBooleanSchema()) return 'boolean';
  if (schema.isTimestampSchema()) return timestampType(schema);
  if (schema.isBlobSchema()) return 'blob';
  if (schema.isBigIntegerSchema()) return 'bigint';
  if (schema.isNumericSchema()) return 'number';
  return 'string';
}

function timestampType(schema: NormalizedSchema): ScalarType {
  switch (schema.getSchema()) {
    case httpDateFormat:
      return 'http-date';
    case epochSecondsFormat:
      return 'epoch-seconds';
    default:
      return 'date-time';
  }
}
