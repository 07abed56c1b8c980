import assert from 'node:assert/strict';
import { kindSchemas } from '../../../src/aws/generated/kind-schemas.ts';
import { refusals } from '../../../src/engine/schema/crd/unsupported-rules.ts';
import type { FieldType, KindSchema } from '../../../src/engine/schema/kind-schema.ts';
import { admissionCases } from './admission-cases.ts';
import { exampleObjects, merged, startSchemaServer, type Manifest, type SchemaServer } from './api-server.ts';

/** A value of each type, for fields that are refused whatever they hold. */
const anyValue: Readonly<Record<FieldType, unknown>> = {
  string: 'x',
  integer: 1,
  number: 1,
  boolean: true,
  map: { a: 'b' },
  object: {},
  strings: ['x'],
  objects: [],
  secretRef: { name: 'a', key: 'b' },
};

async function onlyObject(path: string): Promise<Manifest> {
  const [object] = await exampleObjects(path);
  assert.ok(object, `${path} holds an object`);
  return object;
}

describe('admission of managed objects', () => {
  let server: SchemaServer;

  before(async function () {
    this.timeout(60_000);
    server = await startSchemaServer();
  });
  after(() => server?.stop());

  for (const [path, cases] of Object.entries(admissionCases)) {
    describe(path, () => {
      it('is accepted as it is', async () => {
        const { status, message } = await server.create(await onlyObject(path));
        assert.equal(status, 201, message);
      });

      for (const { name, forProvider, spec = {}, metadata = {}, refused } of cases) {
        it(`${refused === undefined ? 'accepts' : 'refuses'} ${name}`, async () => {
          const manifest = merged(await onlyObject(path), { metadata, spec: { ...spec, forProvider } });
          const { status, message } = await server.create(manifest);
          if (refused === undefined) {
            assert.equal(status, 201, message);
            return;
          }
          assert.ok(status === 422 || status === 400, `status ${status}`);
          assert.match(message, refused);
        });
      }
    });
  }

  for (const schema of kindSchemas) {
    it(`${schema.kind} refuses each unsupported field and reference by its name, in forProvider and initProvider`, async () => {
      const example = await onlyObject(pathOf(schema));
      for (const { name } of refusals(schema.forProvider)) {
        const value = valueFor(schema, name);
        for (const member of ['forProvider', 'initProvider']) {
          const { status, message } = await server.create(merged(example, { spec: { [member]: { [name]: value } } }));
          assert.equal(status, 422, `${member}.${name}`);
          assert.match(message, new RegExp(`spec\\.${member}\\.${name}: Forbidden: ${name} is not supported: `), name);
        }
      }
    });
  }
});

function pathOf({ group, kind }: KindSchema): string {
  const name = kind.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  return `${group.split('.')[0] ?? ''}/${name}.yaml`;
}

function valueFor(schema: KindSchema, name: string): unknown {
  const field = schema.forProvider[name];
  if (field !== undefined) return anyValue[field.type];
  if (name.endsWith('Refs')) return [{ name: 'x' }];
  return name.endsWith('Ref') ? { name: 'x' } : { matchLabels: { a: 'b' } };
}
