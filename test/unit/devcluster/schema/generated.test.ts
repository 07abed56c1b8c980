import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { compileSchema } from '../../../../src/devcluster/schema/compile-schema.ts';
import { defaultCrd } from '../../../../src/devcluster/schema/crd/default-crd.ts';
import { validateCrd } from '../../../../src/devcluster/schema/crd/validate-crd.ts';
import { listOf, objectOf } from '../../../../src/devcluster/schema/json-members.ts';
import { schemaCase } from '../../../support/devcluster/schema-cases.ts';

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

function schemaOf(crd: JsonObject): JsonObject {
  const [version] = listOf(objectOf(crd['spec'])['versions']);
  return objectOf(objectOf(objectOf(version)['schema'])['openAPIV3Schema']);
}

/** What JSON Schema does not have, or has in another form, taken out: both sides then mean the same. */
function plain(schema: JsonObject): JsonObject {
  const left = Object.entries(schema).filter(
    ([key, value]) => !/^(x-kubernetes|format|nullable|exclusive)/u.test(key) && !(key === 'pattern' && String(value).includes('(?i)')),
  );
  const own = Object.fromEntries(left.map(([key, value]) => [key, plainMember(key, value)]));
  return schema['x-kubernetes-int-or-string'] === true ? { ...own, 'x-kubernetes-int-or-string': true } : own;
}

function plainMember(key: string, value: JsonObject[string]): JsonObject[string] {
  if (key === 'properties')
    return Object.fromEntries(Object.entries(objectOf(value)).map(([name, property]) => [name, plain(objectOf(property))]));
  if (key === 'items' || key === 'additionalProperties' || key === 'not') return plain(objectOf(value));
  return ['allOf', 'anyOf', 'oneOf'].includes(key) ? listOf(value).map((branch) => plain(objectOf(branch))) : value;
}

/** For ajv: an int-or-string is of two types. */
function forAjv(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema).replaceAll('"x-kubernetes-int-or-string":true', '"type":["integer","string"]')) as JsonObject;
}

describe('generated schemas and objects', () => {
  it('make CRDs that are valid', () => {
    for (const seed of seeds) assert.deepEqual(validateCrd(defaultCrd(schemaCase(seed).crd)), [], `seed ${seed}`);
  });

  it('are the same for the same seed', () => assert.deepEqual(schemaCase(7), schemaCase(7)));

  it('are prepared once and for all: a second time changes nothing and prunes nothing', () => {
    for (const seed of seeds) {
      const { crd, objects } = schemaCase(seed);
      const schema = compileSchema(schemaOf(crd), { custom: true });
      for (const { create } of objects) {
        const { object } = schema.prepare(create);
        assert.deepEqual(schema.prepare(object), { object, unknown: [] }, `seed ${seed}`);
      }
    }
  });

  it('are valid by ajv where they are valid here', () => {
    const ajv = new Ajv({ strict: false, multipleOfPrecision: 9 });
    const verdicts = new Set<boolean>();
    for (const seed of seeds.slice(0, 15)) {
      const { crd, objects } = schemaCase(seed);
      const schema = plain(schemaOf(crd));
      const ours = compileSchema(schema, { custom: false });
      const theirs = ajv.compile(forAjv(schema));
      for (const { create, update } of objects) {
        for (const object of [create, update]) {
          const valid = ours.validate(object).length === 0;
          verdicts.add(valid);
          assert.equal(valid, theirs(object), `seed ${seed}: ${JSON.stringify(object)}`);
        }
      }
    }
    assert.equal(verdicts.size, 2, 'some are valid and some are not');
  });
});
