import { fromCompose } from '@crossplane-org/function-sdk-typescript';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compose } from '../../../examples/compositions/function/compose.ts';
import { runCommand } from '../../../hack/lib/run-command.ts';
import { isObject, type JsonObject } from '../../../src/base/json.ts';
import { readManifests } from '../../../src/cli/read-manifests.ts';
import { runRenderCommand } from '../../../src/cli/render/render-command.ts';
import { typesOf } from '../../../src/cli/types/types-command.ts';
import { runValidateCommand } from '../../../src/cli/validate/validate-command.ts';
import { startFunction, type FunctionServer } from './remote/function-server.ts';

const root = join(import.meta.dirname, '../../..');
const examples = join(root, 'examples/compositions');
const composites = [
  { folder: 'network', file: 'network.yaml', children: 17 },
  { folder: 'database', file: 'sqlinstance.yaml', children: 4 },
] as const;

type Rendered = Readonly<Record<string, JsonObject>>;

describe('examples of compositions', function () {
  this.timeout(60_000);
  let server: FunctionServer;
  before(async () => {
    server = await startFunction((...args) => fromCompose(compose).RunFunction(...args));
  });
  after(() => server.stop());

  /** The children of an example by their keys, and its status. */
  async function rendered(folder: string, file: string, variant: string, more: readonly string[] = []) {
    const own = (name: string): string => join(examples, folder, name);
    let text = '';
    const args = [own(file), own(`${variant}.yaml`), '--schemas', own('definition.yaml'), '--output', 'json', ...more];
    const code = await runRenderCommand([...args, '--function', `function-platform=${server.address}`], (part) => (text += part));
    assert.equal(code, 0, text);
    const objects = JSON.parse(text) as readonly JsonObject[];
    const children: Rendered = Object.fromEntries(
      objects.flatMap((object) => {
        const key = keyOf(object);
        return key === undefined ? [] : [[key, object] as const];
      }),
    );
    return { children, status: objects[0]?.['status'] };
  }

  for (const { folder, file, children: count } of composites) {
    it(`make the same of ${file} as templates, as a program and as a remote function`, async () => {
      const { children } = await rendered(folder, file, 'patch-and-transform');
      assert.equal(Object.keys(children).length, count);
      assert.deepEqual((await rendered(folder, file, 'typescript')).children, children);
      assert.deepEqual((await rendered(folder, file, 'remote')).children, children);
    });

    it(`have a program for ${file} that the compiler takes`, () => checkProgram(folder));
  }

  it('tell the same of what exists', async () => {
    const observed = await mkdtemp(join(tmpdir(), 'evenkeel-observed-'));
    const child = (key: string, kind: string, status: JsonObject) => ({
      apiVersion: 'ec2.aws.evenkeel.dev/v1beta1',
      kind,
      metadata: { name: key, namespace: 'default', annotations: { 'evenkeel.dev/composition-resource-name': key } },
      status: { atProvider: status },
    });
    try {
      await writeFile(join(observed, 'vpc.json'), JSON.stringify(child('vpc', 'VPC', { id: 'vpc-1' })));
      await writeFile(join(observed, 'subnet.json'), JSON.stringify(child('subnet-private-b', 'Subnet', { id: 'subnet-1' })));
      for (const variant of ['patch-and-transform', 'typescript', 'remote']) {
        const { status } = await rendered('network', 'network.yaml', variant, ['--observed', observed]);
        assert.ok(isObject(status));
        assert.deepEqual([status['vpcId'], status['subnetIds']], ['vpc-1', { 'private-b': 'subnet-1' }], variant);
      }
    } finally {
      await rm(observed, { recursive: true });
    }
  });

  it('become a network and a database in it from twelve lines', async () => {
    const text = await readFile(join(examples, 'backend/backend.yaml'), 'utf8');
    assert.equal(text.trimEnd().split('\n').length, 12);
    const { children } = await rendered('backend', 'backend.yaml', 'composition');
    assert.deepEqual(
      Object.values(children).map(({ kind, spec }) => ({ kind, spec })),
      [
        { kind: 'Network', spec: { region: 'us-east-1' } },
        {
          kind: 'SQLInstance',
          spec: {
            region: 'us-east-1',
            size: 'small',
            network: 'shop',
            evenkeel: { writeConnectionSecretToRef: { name: 'shop-database' } },
          },
        },
      ],
    );
  });

  it('are valid, like all examples', async () => {
    let text = '';
    const code = await runValidateCommand([join(root, 'examples')], (part) => (text += part));
    assert.match(text, /^\d+ objects, 0 invalid, 0 of unknown kinds\n$/);
    assert.equal(code, 0);
  });
});

function keyOf({ metadata }: JsonObject): string | undefined {
  const annotations = isObject(metadata) ? metadata['annotations'] : undefined;
  const key = isObject(annotations) ? annotations['evenkeel.dev/composition-resource-name'] : undefined;
  return typeof key === 'string' ? key : undefined;
}

/** Compiles the program of a folder's composition against the types that `evenkeel types` gives its author. */
async function checkProgram(folder: string): Promise<void> {
  const composition = parse(await readFile(join(examples, folder, 'typescript.yaml'), 'utf8')) as {
    readonly spec: { readonly pipeline: readonly { readonly input: { readonly spec: { readonly source: string } } }[] };
  };
  const place = await mkdtemp(join(tmpdir(), 'evenkeel-program-'));
  try {
    await writeFile(join(place, 'evenkeel.d.ts'), typesOf(readManifests(join(examples, folder, 'definition.yaml'))));
    await writeFile(join(place, 'program.ts'), composition.spec.pipeline[0]?.input.spec.source ?? '');
    const flags = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--types', '', '--allowImportingTsExtensions'];
    const { stdout } = await runCommand(join(root, 'node_modules/.bin/tsc'), [...flags, '--ignoreConfig', 'program.ts'], { cwd: place });
    assert.equal(stdout, '');
  } finally {
    await rm(place, { recursive: true });
  }
}
