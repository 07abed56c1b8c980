import type { Random } from '../../../src/base/random.ts';
import type { Json, JsonObject } from '../../../src/devcluster/api/dev-object.ts';

const strays: readonly Json[] = [null, 'ab', 'text "quoted"\n', 5, 4, 0, -3, 2.5, true, [], ['ab', 'ab'], {}, { x: 1 }, [1, null], '10%'];
const texts: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2024-02-29T10:00:00Z', '2024-02-29t10:00:00.5+01:00', '2024-02-29', '2024-13-01T00:00:00Z'],
  date: ['2024-02-29', '2023-02-29', '2024-1-1'],
  byte: ['aGk=', 'aGk', '', '%%'],
  uuid: ['123e4567-e89b-12d3-a456-426614174000', '123E4567e89b12d3a456426614174000', 'x'],
  ipv4: ['10.0.0.1', '010.0.0.1', '10.0.0.256', '::ffff:1.2.3.4', '::1'],
  ipv6: ['::1', '10.0.0.1', 'fe80::1%eth0', '::g'],
  cidr: ['10.0.0.0/8', '10.0.0.1/33', '2001:db8::/32', '10.0.0.0'],
  uri: ['https://example.com/a?b#c', '/path', 'example.com', 'a b', '%zz'],
  email: ['a@example.com', 'A <a@example.com>', 'example', 'a@b@c'],
  hostname: ['example.com', '-a', 'a_b', 'x'.repeat(64)],
  duration: ['1h30m', '2 days', '5', '1.5s', '0'],
  mac: ['00:1a:2b:3c:4d:5e', '00-1a-2b-3c-4d-5e', '001a.2b3c.4d5e', '00:1a:2b-3c:4d:5e', 'x'],
};
const words = ['ab', 'cd', 'abc', 'a', '', 'ABcd', 'x1', '12', 'éèà', '10.0.0.0/8', 'https://a.b', '5%', 'a\tb<&>'];

/** A value for a schema: mostly of its type, often against its limits, at times anything. */
export function randomValue(random: Random, schema: JsonObject): Json {
  if (random() < 0.03) return pick(random, strays);
  if (schema['x-kubernetes-int-or-string'] === true) return pick(random, [3, '5%', 'ab', '', true, 2.5]);
  switch (schema['type']) {
    case 'string':
      return pick(random, (typeof schema['format'] === 'string' ? texts[schema['format']] : undefined) ?? words);
    case 'integer':
      return pick(random, [4, 5, 2, 7, 0, -1, 6, 100]);
    case 'number':
      return pick(random, [4, 2.5, 2, 7, 6.75, 0.000_01, -3.5]);
    case 'boolean':
      return random() < 0.6;
    case 'array':
      return Array.from({ length: Math.floor(random() ** 2 * 4) }, () => randomValue(random, objectAt(schema, 'items')));
    default:
      return randomObject(random, schema);
  }
}

function randomObject(random: Random, schema: JsonObject): Json {
  const object: Record<string, Json> = {};
  for (const [name, property] of Object.entries(objectAt(schema, 'properties'))) {
    if (random() < 0.85 && typeof property === 'object' && property !== null) object[name] = randomValue(random, property as JsonObject);
  }
  const additional = objectAt(schema, 'additionalProperties');
  for (const name of ['k1', 'k2', 'k3']) {
    if (Object.keys(additional).length > 0 && random() < 0.5) object[name] = randomValue(random, additional);
  }
  if (schema['x-kubernetes-embedded-resource'] === true) {
    Object.assign(object, { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'x', labels: { a: 'b' } } });
  }
  if (random() < 0.2) object['unknown'] = { deep: [1] };
  return object;
}

function objectAt(schema: JsonObject, member: string): JsonObject {
  const value = schema[member];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The first are picked more often. */
function pick(random: Random, list: readonly Json[]): Json {
  return list[Math.floor(random() ** 2 * list.length)] ?? null;
}
