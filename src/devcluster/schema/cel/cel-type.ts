import type { Environment } from '@marcbachmann/cel-js';
import { deepEqual } from '../../../base/json.ts';
import type { Json, JsonObject } from '../../api/dev-object.ts';
import { isJsonList, isJsonObject, membersOf } from '../json-members.ts';
import type { SchemaNode } from '../schema-node.ts';
import type { Budget } from './budget.ts';
import { celDuration } from './duration.ts';
import { ruleNames } from './field-name.ts';
import { asResource } from './resource-schema.ts';

/** What values of a schema are in a rule. */
export interface CelType {
  /** Its name in the environment: `int`, `list<T7>` ... */
  readonly name: string;
  /** The value as the evaluator wants it: integers as BigInt, objects as instances whose fields are read on demand. */
  convert(value: Json, budget: Budget): unknown;
  /** Of an object's or map's members, by their own names; of a list's items. */
  readonly members?: ReadonlyMap<string, CelType>;
  readonly element?: CelType;
}

const dyn: CelType = { name: 'dyn', convert: convertUntyped };
const scalars: Readonly<Record<string, CelType>> = {
  boolean: { name: 'bool', convert: (value) => value },
  integer: { name: 'int', convert: convertNumber },
  number: { name: 'double', convert: (value) => value },
  string: { name: 'string', convert: (value) => value },
};
const texts: Readonly<Record<string, CelType>> = {
  byte: { name: 'bytes', convert: (value) => Buffer.from(String(value), 'base64') },
  date: { name: 'google.protobuf.Timestamp', convert: (value) => new Date(String(value)) },
  'date-time': { name: 'google.protobuf.Timestamp', convert: (value) => new Date(String(value)) },
  duration: { name: 'google.protobuf.Duration', convert: (value) => celDuration(String(value)) },
};

/** Registers what a schema needs in `environment`. Undefined: rules can't see values of this schema (no type is given). */
export function celType(node: SchemaNode, environment: Environment): CelType | undefined {
  if (node.intOrString) return dyn;
  const [type = ''] = node.types;
  if (type === 'array') return listType(node, environment);
  if (type === 'object') return node.additional === undefined ? objectType(node, environment) : mapType(node.additional, environment);
  return type === 'string' ? (texts[node.limits.format] ?? scalars[type]) : scalars[type];
}

/** The type of a list's items or a map's members, which may be null. A field that is null is absent to rules. */
function elementType(node: SchemaNode, environment: Environment): CelType | undefined {
  const type = celType(node, environment);
  return type !== undefined && node.nullable ? { ...type, name: 'dyn', convert: orNull(type) } : type;
}

function orNull(type: CelType): CelType['convert'] {
  return (value, budget) => (value === null ? null : type.convert(value, budget));
}

function listType(node: SchemaNode, environment: Environment): CelType | undefined {
  const element = node.items === undefined ? undefined : elementType(node.items, environment);
  if (element === undefined) return undefined;
  const convert: CelType['convert'] = (value, budget) => {
    if (!isJsonList(value)) return [];
    budget.spend(value.length);
    return value.map((item) => element.convert(item, budget));
  };
  return { name: `list<${element.name}>`, convert, element };
}

function mapType(node: SchemaNode, environment: Environment): CelType | undefined {
  const element = elementType(node, environment);
  if (element === undefined) return undefined;
  const convert: CelType['convert'] = (value, budget) => {
    const members = isJsonObject(value) ? membersOf(value) : [];
    budget.spend(members.length);
    return new Map(members.map(([key, member]) => [key, element.convert(member, budget)]));
  };
  return { name: `map<string, ${element.name}>`, convert, element };
}

/** Base of the class that each object schema gets: the evaluator tells types apart by their constructors. */
class CelObject {
  readonly raw: JsonObject;
  readonly budget: Budget;

  constructor(raw: JsonObject, budget: Budget) {
    this.raw = raw;
    this.budget = budget;
  }
}

function objectType(node: SchemaNode, environment: Environment): CelType {
  const members = new Map<string, CelType>();
  for (const [key, property] of (node.embedded ? asResource(node) : node).properties) {
    const type = celType(property, environment);
    if (type !== undefined) members.set(key, type);
  }
  class Instance extends CelObject {}
  const fields = defineFields(Instance.prototype, members);
  const name = `T${nextNumber(environment)}`;
  environment.registerType(name, { ctor: Instance, fields });
  environment.registerOperator(`${name} == ${name}`, (a: CelObject, b: CelObject) => deepEqual(a.raw, b.raw));
  return { name, convert: (value, budget) => new Instance(isJsonObject(value) ? value : {}, budget), members };
}

const numbers = new WeakMap<Environment, number>();

function nextNumber(environment: Environment): number {
  const number = (numbers.get(environment) ?? 0) + 1;
  numbers.set(environment, number);
  return number;
}

/** Gives a prototype a reader for each field that rules can name; absent fields read as undefined. */
function defineFields(prototype: CelObject, members: ReadonlyMap<string, CelType>): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [key, type] of members) {
    for (const name of ruleNames(key)) {
      fields[name] = type.name;
      Object.defineProperty(prototype, name, {
        get(this: CelObject) {
          const value = this.raw[key];
          return value === undefined || value === null ? undefined : type.convert(value, this.budget);
        },
      });
    }
  }
  return fields;
}

function convertNumber(value: Json): unknown {
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
}

function convertUntyped(value: Json): unknown {
  return typeof value === 'number' ? convertNumber(value) : value;
}
