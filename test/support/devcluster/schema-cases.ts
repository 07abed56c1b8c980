import { isObject } from '../../../src/base/json.ts';
import type { Random } from '../../../src/base/random.ts';
import type { Json, JsonObject } from '../../../src/devcluster/api/dev-object.ts';
import { seededRandom } from '../seeded-random.ts';
import { randomFields } from './schema-fields.ts';
import { randomValue } from './schema-values.ts';

/** A CRD with a schema by chance, and objects of its kind, of which many break something. */
export interface SchemaCase {
  readonly seed: number;
  readonly crd: JsonObject;
  /** `update`: what replaces the object once it was created. */
  readonly objects: readonly { readonly create: JsonObject; readonly update: JsonObject }[];
}

const group = 'schema.example.com';

/** The same case for the same seed. Its CRD is valid; its objects have a spec that may be anything. */
export function schemaCase(seed: number, objects = 6): SchemaCase {
  const random = seededRandom(seed);
  // The generator's first numbers are close to each other for close seeds.
  for (let skipped = 0; skipped < 10; skipped += 1) random();
  const kind = `Case${seed}`;
  const plural = `case${seed}s`;
  const spec = randomFields(random, 3);
  const openAPIV3Schema: JsonObject = {
    type: 'object',
    properties: { spec, status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
  };
  return {
    seed,
    crd: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { plural, kind },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
      },
    },
    objects: Array.from({ length: objects }, (_, index) => {
      const metadata = { name: `object-${index}` };
      const made = (value: Json): JsonObject => ({ apiVersion: `${group}/v1`, kind, metadata, spec: value });
      const first = randomValue(random, spec);
      return { create: made(first), update: made(changed(random, spec, first)) };
    }),
  };
}

/** Some members are as they were. */
function changed(random: Random, schema: JsonObject, before: Json): Json {
  const next = randomValue(random, schema);
  if (!isObject(before) || !isObject(next)) return next;
  const kept = Object.entries(before).filter(() => random() < 0.6);
  return { ...(next as JsonObject), ...(Object.fromEntries(kept) as JsonObject) };
}
