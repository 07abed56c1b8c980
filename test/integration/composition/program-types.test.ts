import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { runCommand } from '../../../hack/lib/run-command.ts';

const root = join(import.meta.dirname, '../../..');
const network = {
  apiVersion: 'apiextensions.evenkeel.dev/v1',
  kind: 'CompositeResourceDefinition',
  metadata: { name: 'networks.platform.example.org' },
  spec: {
    group: 'platform.example.org',
    names: { kind: 'Network', plural: 'networks' },
    versions: [
      {
        name: 'v1',
        served: true,
        referenceable: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: { type: 'object', required: ['size'], properties: { size: { type: 'string', enum: ['small', 'large'] } } },
              status: { type: 'object', properties: { vpcId: { type: 'string' } } },
            },
          },
        },
      },
    ],
  },
};
const program = `import type { Input, Output, Resources } from './evenkeel.d.ts';

export default ({ composite, observed }: Input<{ region: string }>): Resources => ({
  vpc: {
    apiVersion: 'ec2.aws.evenkeel.dev/v1beta1',
    kind: 'VPC',
    spec: { forProvider: { region: 'eu-west-1', cidrBlock: composite.spec.size === 'small' ? '10.0.0.0/24' : '10.0.0.0/16' } },
  },
  map: { apiVersion: 'v1', kind: 'ConfigMap', data: { id: base64.encode(observed['vpc']?.resource.metadata.name ?? '') } },
});

export const more = ({ values }: Input<{ region: string }>): Output => ({
  resources: { later: undefined, role: { resource: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role' }, ready: true } },
  status: { vpcId: values.region },
});
`;

const mistakes = [
  { name: 'field', from: 'cidrBlock', to: 'cidrBlok', error: /'cidrBlok' does not exist.*Did you mean to write 'cidrBlock'\?/ },
  { name: 'kind', from: "'VPC'", to: "'VPX'", error: /Type '"VPX"' is not assignable/ },
  { name: 'value', from: "'eu-west-1'", to: '5', error: /Type 'number' is not assignable to type 'string'/ },
  { name: 'missing', from: "region: 'eu-west-1',", to: '', error: /Property 'region' is missing/ },
  { name: 'composite', from: 'spec.size', to: 'spec.siez', error: /Property 'siez' does not exist/ },
  { name: 'choice', from: "'small'", to: "'tiny'", error: /have no overlap/ },
  { name: 'status', from: 'vpcId:', to: 'vpcID:', error: /'vpcID' does not exist/ },
  { name: 'machine', from: "'10.0.0.0/24'", to: 'process.cwd()', error: /Cannot find name 'process'/ },
];

describe('types for programs of compositions', function () {
  this.timeout(60_000);
  let folder: string;
  let said: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-types-'));
    const definition = join(folder, 'definition.yaml');
    await writeFile(definition, stringify(network));
    const { code, stdout, stderr } = await runCommand(process.execPath, [join(root, 'src/cli/main.ts'), 'types', definition]);
    assert.deepEqual([code, stderr], [0, '']);
    await writeFile(join(folder, 'evenkeel.d.ts'), stdout);
    await writeFile(join(folder, 'right.ts'), program);
    await writeFile(join(folder, 'page.ts'), await programOfPage());
    for (const { name, from, to } of mistakes) {
      assert.ok(program.includes(from));
      await writeFile(join(folder, `${name}.ts`), program.replace(from, to));
    }
    const flags = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--types', '', '--allowImportingTsExtensions'];
    const files = ['right', 'page', ...mistakes.map(({ name }) => name)].map((name) => `${name}.ts`);
    const compiled = await runCommand(join(root, 'node_modules/.bin/tsc'), [...flags, '--ignoreConfig', ...files], { cwd: folder });
    said = compiled.stdout;
  });

  after(() => rm(folder, { recursive: true }));

  /** What the compiler says of a program, on one line. */
  function saidOf(name: string): string {
    const errors = said.split(/\n(?=\S)/);
    return errors.filter((error) => error.startsWith(`${name}.ts`)).join(' ');
  }

  it('let a right program pass', () => {
    assert.equal(saidOf('right'), '');
  });

  it('fit the program in the docs', () => {
    assert.equal(saidOf('page'), '');
  });

  for (const { name, error } of mistakes) {
    it(`find a mistake: ${name}`, () => assert.match(saidOf(name), error));
  }
});

/** The source in the step of `docs/typescript-functions.md`. */
async function programOfPage(): Promise<string> {
  const page = await readFile(join(root, 'docs/typescript-functions.md'), 'utf8');
  const step = parse(/```yaml\n([^]*?)```/.exec(page)?.[1] ?? '') as { readonly input: { readonly spec: { readonly source: string } } };
  return step.input.spec.source;
}
