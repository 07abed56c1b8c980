import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CompiledSchema } from '../../../../src/devcluster/api/compiled-schema.ts';
import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { compileSchema } from '../../../../src/devcluster/schema/compile-schema.ts';
import { listOf, objectOf, textOf } from '../../../../src/devcluster/schema/json-members.ts';
import { admissionCases } from '../../../integration/schema/admission-cases.ts';
import { exampleObjects, merged, root } from '../../../integration/schema/api-server.ts';
import type { Manifest } from '../../../integration/schema/api-server.ts';

/** Our kinds' schemas by kind. */
function ourSchemas(): ReadonlyMap<string, CompiledSchema> {
  const schemas = new Map<string, CompiledSchema>();
  for (const file of readdirSync(join(root, 'crds'))) {
    const spec = objectOf((parse(readFileSync(join(root, 'crds', file), 'utf8')) as JsonObject)['spec']);
    const version = objectOf(listOf(spec['versions'])[0]);
    const schema = objectOf(objectOf(version['schema'])['openAPIV3Schema']);
    schemas.set(textOf(objectOf(spec['names'])['kind']), compileSchema(schema, { custom: true }));
  }
  return schemas;
}

// The same cases as on a real API server: what it refuses is refused here, in the same words.
describe('admission of managed objects by the dev API server', () => {
  const schemas = ourSchemas();

  function refusals(manifest: Manifest): string {
    const schema = schemas.get(manifest.kind);
    assert.ok(schema, manifest.kind);
    const { object, unknown } = schema.prepare(manifest as unknown as JsonObject);
    const causes = schema.validate(object).map(({ field, message }) => `${field}: ${message}`);
    return [...unknown.map((path) => `unknown field "${path}"`), ...causes].join(', ');
  }

  for (const [path, cases] of Object.entries(admissionCases)) {
    it(`decides on ${path} as kube-apiserver does`, async () => {
      const [example] = await exampleObjects(path);
      assert.ok(example);
      assert.equal(refusals(example), '');
      for (const { name, forProvider, spec = {}, metadata = {}, refused } of cases) {
        const found = refusals(merged(example, { metadata, spec: { ...spec, forProvider } }));
        if (refused === undefined) assert.equal(found, '', name);
        else assert.match(found, refused, name);
      }
    });
  }
});
