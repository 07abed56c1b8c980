import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findBinaries } from '../../../../hack/control-plane/binaries.ts';
import { envtestArchive } from '../../../../hack/control-plane/envtest-release.ts';

describe('findBinaries', () => {
  const { KUBEBUILDER_ASSETS: assets, PATH: path } = process.env;
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-binaries-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    process.env['PATH'] = path;
    if (assets === undefined) delete process.env['KUBEBUILDER_ASSETS'];
    else process.env['KUBEBUILDER_ASSETS'] = assets;
  });
  const put = (name: string, mode: number): void => {
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), mode);
  };

  it('takes the folder KUBEBUILDER_ASSETS', async () => {
    put('etcd', 0o755);
    put('kube-apiserver', 0o755);
    process.env['KUBEBUILDER_ASSETS'] = folder;
    assert.deepEqual(await findBinaries(), { etcd: join(folder, 'etcd'), kubeApiserver: join(folder, 'kube-apiserver') });
  });

  it('takes PATH when KUBEBUILDER_ASSETS is not set', async () => {
    put('etcd', 0o755);
    put('kube-apiserver', 0o755);
    delete process.env['KUBEBUILDER_ASSETS'];
    process.env['PATH'] = [folder, path].join(delimiter);
    assert.equal((await findBinaries()).etcd, join(folder, 'etcd'));
  });

  it('says which folder is wrong when KUBEBUILDER_ASSETS holds only one of them', async () => {
    put('etcd', 0o755);
    put('kube-apiserver', 0o644);
    process.env['KUBEBUILDER_ASSETS'] = folder;
    await assert.rejects(findBinaries(), new RegExp(`KUBEBUILDER_ASSETS is ${folder}, which holds no etcd and kube-apiserver`));
  });
});

describe('envtestArchive', () => {
  it("names the archive by Go's word for the architecture", () => {
    assert.match(envtestArchive('linux-x64')?.url ?? '', /envtest-v1\.35\.0-linux-amd64\.tar\.gz$/);
    assert.match(envtestArchive('darwin-arm64')?.url ?? '', /envtest-v1\.35\.0-darwin-arm64\.tar\.gz$/);
  });
  it('pins a whole SHA-512', () => assert.match(envtestArchive('linux-arm64')?.sha512 ?? '', /^[0-9a-f]{128}$/));
  it('knows where nothing is released', () => assert.equal(envtestArchive('sunos-x64'), undefined));
});
