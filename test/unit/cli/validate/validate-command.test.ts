import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/base/json.ts';
import { runValidateCommand } from '../../../../src/cli/validate/validate-command.ts';
import { composite, composition, definition } from '../../../support/composition-objects.ts';
import { type ManifestFiles, manifestFiles, printed } from '../manifest-files.ts';

const vpc = (forProvider: JsonObject): JsonObject => ({
  apiVersion: 'ec2.aws.evenkeel.dev/v1beta1',
  kind: 'VPC',
  metadata: { name: 'net', namespace: 'default' },
  spec: { forProvider },
});

const patched = (...patches: readonly JsonObject[]) => ({
  name: 'function-patch-and-transform',
  more: {
    input: {
      apiVersion: 'pt.fn.evenkeel.dev/v1beta1',
      kind: 'Resources',
      resources: [{ name: 'vpc', base: vpc({ region: 'eu-west-1' }), patches }],
    },
  },
});

const from = (fromFieldPath: string, toFieldPath: string): JsonObject => ({ type: 'FromCompositeFieldPath', fromFieldPath, toFieldPath });

/** Objects of one file, and what is said of them. */
const cases: readonly (readonly [name: string, objects: readonly JsonObject[], findings: readonly RegExp[]])[] = [
  ['a managed resource that is right', [vpc({ region: 'eu-west-1', cidrBlock: '10.0.0.0/16' })], []],
  [
    'a field that does not exist',
    [vpc({ region: 'eu-west-1', cidrBlock: '10.0.0.0/16', cidr: 'x' })],
    [/VPC net: invalid: spec\.forProvider\.cidr: there is no such field/],
  ],
  [
    'a composite of a definition among the files',
    [definition('App'), composite('App', 'shop', { size: 'big' })],
    [/App shop: invalid: spec\.size: /],
  ],
  [
    'a kind that nobody knows',
    [{ apiVersion: 'x.org/v1', kind: 'Odd', metadata: { name: 'a' } }],
    [/Odd a: unknown: no schema of x\.org\/v1 Odd is known/],
  ],
  [
    'a composition without its definition',
    [composition('apps', 'App', ['function-auto-ready'])],
    [/spec\.compositeTypeRef: no definition of example\.org\/v1 App/],
  ],
  [
    'patches to fields that exist',
    [definition('App'), composition('apps', 'App', [patched(from('spec.text', 'spec.forProvider.cidrBlock'))])],
    [],
  ],
  [
    'patches to fields that do not',
    [definition('App'), composition('apps', 'App', [patched(from('spec.txt', 'spec.forProvider.cidrBlok'))])],
    [
      /patches\[0\]: reads spec\.txt of the composite, which its schema does not have: did you mean text\?/,
      /patches\[0\]: writes spec\.forProvider\.cidrBlok of the resource, which its schema does not have: did you mean cidrBlock\?/,
    ],
  ],
  [
    'an input that a built-in function refuses',
    [definition('App'), composition('apps', 'App', [patched({ type: 'Nope' })])],
    [/spec\.pipeline\[0\]\.input\.resources\[0\]\.patches\[0\]\.type/],
  ],
  [
    'a definition that defines what is ours',
    [definition('App', { status: { conditions: { type: 'array' } } })],
    [/CompositeResourceDefinition apps\.example\.org: invalid: .*conditions/],
  ],
];

describe('evenkeel validate', () => {
  let files: ManifestFiles;
  beforeEach(() => (files = manifestFiles()));
  afterEach(() => files.remove());

  const validate = (...args: readonly string[]) => printed(runValidateCommand, ...args);

  for (const [name, objects, findings] of cases) {
    it(`tells of ${name}`, async () => {
      const { code, text } = await validate(files.write('all.yaml', ...objects));
      const lines = text.trim().split('\n').slice(0, -1);
      assert.equal(lines.length, findings.length, text);
      for (const [index, finding] of findings.entries()) assert.match(lines[index] ?? '', finding);
      assert.equal(code, findings.some(({ source }) => !source.includes('unknown')) ? 1 : 0);
    });
  }

  it('takes schemas from elsewhere, and tells file and line', async () => {
    const schemas = files.write('schemas/definition.yaml', definition('App'));
    const good = composite('App', 'good', { size: 1 });
    const path = files.write('apps/apps.yaml', good, composite('App', 'bad', { size: 'x' }));
    const { code, text } = await validate(files.path.concat('/apps'), '--schemas', schemas);
    assert.equal(code, 1);
    assert.match(text, new RegExp(`^${path}:\\d+: App bad: invalid: spec\\.size`));
    assert.match(text, /2 objects, 1 invalid, 0 of unknown kinds\n$/);
  });

  it('prints JSON when asked to', async () => {
    const { text } = await validate(files.write('a.yaml', vpc({ region: 5 })), '--output', 'json');
    const { objects, findings } = JSON.parse(text) as { readonly objects: number; readonly findings: readonly JsonObject[] };
    assert.equal(objects, 1);
    assert.ok(findings.some(({ level, object }) => level === 'invalid' && object === 'VPC net'));
  });

  it('refuses a command line that says nothing', () => assert.rejects(validate(), /give files or folders/));
  it('names a file that is no YAML', () => assert.rejects(validate(files.write('a.yaml', 'a: [')), /a\.yaml/));
});
