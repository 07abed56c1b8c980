import assert from 'node:assert/strict';
import { kindSchemas } from '../../../../src/aws/generated/kind-schemas.ts';
import { buildCrd } from '../../../../src/engine/schema/build-crd.ts';
import type { FieldSchema, Fields } from '../../../../src/engine/schema/kind-schema.ts';
import { kindName } from '../../../../src/engine/kind.ts';
import { providerConfigCrds } from '../../../../src/aws/provider-config/provider-config-crds.ts';
import { everySchema } from '../../engine/schema/schema-walk.ts';
import { catalogue } from './catalogue.ts';
import { missingMembers } from './sdk-members.ts';

const crds = [...kindSchemas.map(buildCrd), ...providerConfigCrds];

/** Functions and macros of CEL that Kubernetes 1.30 takes in new rules; `ip` and `cidr` came a release too late. */
const knownFunctions = new Set(['has', 'all', 'exists', 'filter', 'size', 'matches', 'startsWith', 'contains']);

/** The schema of the field at a path such as `restoreToPointInTime.restoreTime` or `route[*].gatewayId`. */
function fieldAt(fields: Fields, path: string): FieldSchema | undefined {
  const [first = '', ...rest] = path.replaceAll('[*]', '').split('.');
  return rest.reduce<FieldSchema | undefined>((field, name) => field?.fields?.[name], fields[first]);
}

describe('the schemas of the AWS kinds', () => {
  for (const known of catalogue) {
    const schema = kindSchemas.find((candidate) => kindName(candidate) === known.kind);

    it(`${known.kind} has every field that users know`, () => {
      assert.ok(schema);
      assert.equal(schema.plural, known.plural);
      const names = known.forProvider.split(' ');
      assert.deepEqual(
        names.filter((name) => fieldAt(schema.forProvider, name) === undefined),
        [],
      );
    });

    it(`${known.kind} shows in status what users know`, () => {
      assert.ok(schema);
      assert.deepEqual(
        known.atProvider.split(' ').filter((name) => name !== '' && fieldAt(schema.atProvider, name) === undefined),
        [],
      );
    });
  }

  for (const schema of kindSchemas) {
    it(`${schema.kind} maps its fields to members that the AWS SDK has`, () => {
      assert.deepEqual(missingMembers(schema), []);
    });
  }
});

describe('the CRDs', () => {
  for (const crd of crds) {
    const { kind } = crd.spec.names;
    const schemas = everySchema(crd.spec.versions[0].schema.openAPIV3Schema);

    it(`${kind} stays below 200 KB`, () => {
      assert.ok(JSON.stringify(crd).length < 200_000, `${JSON.stringify(crd).length} bytes`);
    });

    it(`${kind} describes every field`, () => {
      const bare = schemas.filter(({ path, schema }) => !/[\]}]$/.test(path) && path !== 'metadata' && !schema.description?.endsWith('.'));
      assert.deepEqual(
        bare.map(({ path }) => path),
        [],
      );
    });

    it(`${kind} bounds every list, map and string of spec`, () => {
      const unbounded = schemas.filter(({ path, schema }) => path.startsWith('spec') && !isBounded(schema));
      assert.deepEqual(
        unbounded.map(({ path }) => path),
        [],
      );
    });

    it(`${kind} has no default inside list items`, () => {
      assert.deepEqual(
        schemas.filter(({ path, schema }) => path.includes('[]') && schema.default !== undefined),
        [],
      );
    });

    it(`${kind} uses only functions that Kubernetes 1.30 knows in its rules`, () => {
      const rules = schemas.flatMap(({ schema }) => schema['x-kubernetes-validations'] ?? []);
      const used = rules.flatMap(({ rule }) =>
        [...rule.replaceAll(/'[^']*'/g, "''").matchAll(/([a-zA-Z]+)\(/g)].map(([, name = '']) => name),
      );
      assert.deepEqual(
        used.filter((name) => !knownFunctions.has(name)),
        [],
      );
    });
  }
});

function isBounded(schema: (typeof crds)[number]['spec']['versions'][0]['schema']['openAPIV3Schema']): boolean {
  switch (schema.type) {
    case 'string':
      return schema.maxLength !== undefined || schema.enum !== undefined;
    case 'array':
      return schema.maxItems !== undefined;
    case 'object':
      return schema.additionalProperties === undefined || schema.maxProperties !== undefined;
    default:
      return true;
  }
}
