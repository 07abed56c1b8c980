import type { Random } from '../../../src/base/random.ts';
import type { Json, JsonObject } from '../../../src/devcluster/api/dev-object.ts';
import { rulesFor } from './schema-rules.ts';

const formats = [
  'date-time',
  'date',
  'byte',
  'uuid',
  'ipv4',
  'ipv6',
  'cidr',
  'uri',
  'email',
  'hostname',
  'duration',
  'mac',
  'int32',
  'unknown',
];
const patterns = ['^[a-z]+$', '^(?i)ab', 'c$', '^\\d{2,3}$'];

/** A structural schema of an object with fields of every kind, nested `depth` times at most. */
export function randomFields(random: Random, depth: number): JsonObject {
  const names = ['a', 'b', 'c-d', 'namespace', 'e.f', 'g'].slice(0, 2 + Math.floor(random() * 5));
  const properties = Object.fromEntries(names.map((name) => [name, randomField(random, depth - 1)]));
  const required = names.filter(() => random() < 0.2);
  const schema: JsonObject = { type: 'object', properties, ...(required.length > 0 ? { required } : {}), ...objectLimits(random) };
  return { ...schema, ...branches(random, schema), ...rulesFor(random, schema) };
}

function objectLimits(random: Random): JsonObject {
  return {
    ...(random() < 0.1 ? { 'x-kubernetes-preserve-unknown-fields': true } : {}),
    ...(random() < 0.1 ? { minProperties: 2 } : {}),
    ...(random() < 0.1 ? { maxProperties: 3 } : {}),
  };
}

/** Value validation over the fields that there are. */
function branches(random: Random, { properties }: JsonObject): JsonObject {
  const names = Object.keys(properties ?? {});
  const branch = (): JsonObject => {
    const name = names[Math.floor(random() * names.length)] ?? 'a';
    return random() < 0.6
      ? { required: [name] }
      : { properties: { [name]: random() < 0.5 ? { enum: ['ab', 5] } : { minLength: 3, minimum: 4 } } };
  };
  const roll = random();
  if (roll < 0.1) return { anyOf: [branch(), branch()] };
  if (roll < 0.2) return { oneOf: [branch(), branch(), branch()] };
  if (roll < 0.25) return { allOf: [branch(), branch()] };
  return roll < 0.3 ? { not: branch() } : {};
}

function randomField(random: Random, depth: number): JsonObject {
  const kinds = depth > 0 ? 9 : 5;
  const field = fieldOf(random, depth, Math.floor(random() * kinds));
  const nullable = random() < 0.15 ? { nullable: true } : {};
  const withNull = { ...field, ...nullable };
  return { ...withNull, ...rulesFor(random, withNull) };
}

function fieldOf(random: Random, depth: number, kind: number): JsonObject {
  switch (kind) {
    case 0:
      return randomText(random);
    case 1:
      return { type: 'integer', ...numberLimits(random) };
    case 2:
      return { type: 'number', ...numberLimits(random) };
    case 3:
      return { type: 'boolean', ...maybe(random, { default: true }) };
    case 4:
      return { 'x-kubernetes-int-or-string': true, ...maybe(random, { pattern: '^[0-9]+%$' }) };
    case 5:
      return randomList(random, depth);
    case 6:
      return { type: 'object', additionalProperties: randomField(random, depth - 1), ...maybe(random, { maxProperties: 2 }) };
    case 7:
      return random() < 0.5
        ? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
        : { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { spec: randomField(random, depth - 1) } };
    default:
      return randomFields(random, depth);
  }
}

function maybe(random: Random, members: Readonly<Record<string, Json>>): JsonObject {
  return random() < 0.3 ? members : {};
}

function pick<T>(random: Random, list: readonly T[], otherwise: T): T {
  return list[Math.floor(random() * list.length)] ?? otherwise;
}

function randomText(random: Random): JsonObject {
  const roll = random();
  if (roll < 0.35) return { type: 'string', format: pick(random, formats, 'date') };
  if (roll < 0.5) return { type: 'string', enum: ['ab', 'cd'], ...maybe(random, { default: 'ab' }) };
  return {
    type: 'string',
    ...maybe(random, { minLength: 2 }),
    ...maybe(random, { maxLength: 3 }),
    ...maybe(random, { pattern: pick(random, patterns, 'a') }),
  };
}

/** A default has to keep to the limits: there is one or the others. */
function numberLimits(random: Random): JsonObject {
  if (random() < 0.2) return { default: 5 };
  return {
    ...maybe(random, { minimum: 2, ...maybe(random, { exclusiveMinimum: true }) }),
    ...maybe(random, { maximum: 7, ...maybe(random, { exclusiveMaximum: true }) }),
    ...maybe(random, { multipleOf: 2 }),
  };
}

function randomList(random: Random, depth: number): JsonObject {
  const limits = { ...maybe(random, { minItems: 1 }), ...maybe(random, { maxItems: 2 }) };
  const roll = random();
  if (roll < 0.3) return { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set', ...limits };
  if (roll < 0.6) {
    const item = { type: 'object', required: ['key'], properties: { key: { type: 'string' }, value: randomField(random, depth - 1) } };
    return {
      type: 'array',
      items: { ...item, ...rulesFor(random, item) },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['key'],
      ...limits,
    };
  }
  return { type: 'array', items: randomField(random, depth - 1), ...limits };
}
