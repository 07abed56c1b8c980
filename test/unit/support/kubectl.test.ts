import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKubectls, namedKubectl } from '../../support/kubectl.ts';

describe('kubectl on this machine', () => {
  let folder = '';
  const { KUBECTL: kubectl } = process.env;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-kubectl-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    if (kubectl === undefined) delete process.env['KUBECTL'];
    else process.env['KUBECTL'] = kubectl;
  });
  const put = (name: string, script = ''): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  it('is found by name, the dispatching kubectl last', () => {
    for (const name of ['kubectl', 'kubectl.1.30', 'kubectl.exe', 'kubectl-plugin', 'kubectl.1.31']) put(name);
    const names = namedKubectl([folder, join(folder, 'none')]).map((path) => path.slice(folder.length + 1));
    assert.deepEqual(names.toSorted(), ['kubectl', 'kubectl.1.30', 'kubectl.1.31']);
    assert.equal(names.at(-1), 'kubectl');
  });

  it('is asked for its version, each minor version once, and the one named in KUBECTL is among them', async () => {
    process.env['KUBECTL'] = put('mine', `[ "$1" = version ] && echo '{"clientVersion": {"gitVersion": "v1.99.3"}}' || echo "$@"`);
    const found = await findKubectls();
    const versions = found.map(({ version }) => version);
    assert.equal(versions.at(-1), '1.99');
    assert.equal(new Set(versions).size, versions.length);
    const { stdout } = (await found.at(-1)?.run('/folder/kubeconfig', ['get', 'vpcs'])) ?? {};
    assert.equal(stdout, '--kubeconfig /folder/kubeconfig --cache-dir /folder/kubectl-1.99-cache get vpcs\n');
  }).timeout(30_000);

  it('is there on linux/amd64 even where none is installed', async function () {
    const versions = (await findKubectls()).map(({ version }) => version);
    assert.ok(versions.includes('1.35') || process.platform !== 'linux' || process.arch !== 'x64', versions.join(' '));
  }).timeout(30_000);
});
