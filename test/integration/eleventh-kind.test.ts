import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DescribeCarrierGatewaysCommand } from '@aws-sdk/client-ec2';
import { findBinaries } from '../../hack/control-plane/binaries.ts';
import { runCommand } from '../../hack/lib/run-command.ts';
import type { Environment, EnvironmentOptions } from '../e2e/support/environment.ts';
import { cannotRunHere } from '../support/requirements.ts';
import { carrierGatewayFiles } from './eleventh-kind/carrier-gateway-files.ts';

const root = resolve(import.meta.dirname, '../..');
/** What the generator writes, as CONTRIBUTING.md lists it. */
const generated = /^(crds|docs\/kinds|docs\/json-schema|src\/aws\/generated|deploy\/admission)\/|^(deploy\/rbac\.yaml|docs\/kinds\.md)$/;

describe('an eleventh kind', () => {
  const copy = mkdtempSync(join(tmpdir(), 'evenkeel-eleventh-'));
  let original: ReadonlyMap<string, string> = new Map();
  let environment: Environment | undefined;

  before(async function () {
    this.timeout(60_000);
    for (const name of readdirSync(root)) {
      if (name !== 'node_modules' && name !== '.git') cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    original = digests(copy);
    for (const [path, text] of Object.entries(carrierGatewayFiles)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    await run('hack/generate/main.ts');
  });
  after(async () => {
    await environment?.stop();
    rmSync(copy, { recursive: true, force: true });
  });

  async function run(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await runCommand(process.execPath, args, { cwd: copy, timeoutMs: 60_000 });
    assert.equal(code, 0, `${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  }

  it('takes its own four files; all others that change are generated', () => {
    const now = digests(copy);
    const paths = new Set([...original.keys(), ...now.keys()]);
    const changed = [...paths].filter((path) => original.get(path) !== now.get(path));
    const byHand = changed.filter((path) => !generated.test(path));
    assert.deepEqual(byHand.toSorted(), Object.keys(carrierGatewayFiles).toSorted());
    for (const path of ['crds/carriergateways.ec2.aws.evenkeel.dev.yaml', 'deploy/rbac.yaml', 'src/aws/generated/kinds.ts'])
      assert.ok(changed.includes(path), path);
  });

  it('passes the type checker', async () => {
    await run('node_modules/typescript/bin/tsc', '-p', '.');
  });

  it('passes its own test', async () => {
    assert.match(await run('node_modules/mocha/bin/mocha.js', 'test/unit/aws/ec2/carrier-gateway.test.ts'), /2 passing/);
  });

  it('leaves nothing stale', async () => {
    await run('hack/generate/main.ts', '--check');
  });

  it('is made, found Ready and deleted by a controller that has it', async function () {
    await findBinaries().catch((error: unknown) => cannotRunHere(this, error instanceof Error ? error.message : String(error)));
    const { startEnvironment } = await ofCopy<{
      startEnvironment: (context: Mocha.Context, options?: EnvironmentOptions) => Promise<Environment>;
    }>('test/e2e/support/environment.ts');
    environment = await startEnvironment(this);
    environment.startController();
    const example = readFileSync(join(copy, 'examples/ec2/carrier-gateway.yaml'), 'utf8');
    await environment.kubectl(['apply', '-f', '-'], `${example}---\n${readFileSync(join(copy, 'examples/ec2/vpc.yaml'), 'utf8')}`);
    await environment.kubectl(['wait', '--for=condition=Ready', '--timeout=30s', 'carriergateway/shop']);
    assert.equal(await gateways(environment), 1);
    await environment.kubectl(['delete', 'carriergateway', 'shop', '--timeout=30s']);
    assert.equal(await gateways(environment), 0);
  });

  async function ofCopy<Module>(path: string): Promise<Module> {
    return (await import(pathToFileURL(join(copy, path)).href)) as Module;
  }
});

async function gateways({ ec2 }: Environment): Promise<number> {
  const { CarrierGateways = [] } = await ec2.send(
    new DescribeCarrierGatewaysCommand({ Filters: [{ Name: 'tag-key', Values: ['evenkeel.dev:uid'] }] }),
  );
  return CarrierGateways.length;
}

/** Digests of all files by path, those of node_modules left out. */
function digests(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((path) => !path.startsWith('node_modules/'))
      .map((path) => [
        path,
        createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
      ]),
  );
}
