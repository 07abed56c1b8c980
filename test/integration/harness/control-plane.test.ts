import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBinaries } from '../../../hack/control-plane/binaries.ts';
import { startControlPlane } from '../../../hack/control-plane/control-plane.ts';
import type { ControlPlane } from '../../../hack/control-plane/control-plane.ts';
import { startKubeProxy } from '../../support/kube-proxy.ts';
import { newestKubectl } from '../../support/kubectl.ts';
import type { Kubectl } from '../../support/kubectl.ts';
import { neededHere } from '../../support/requirements.ts';
import { isRunning, until } from '../../support/until.ts';

describe('startControlPlane', () => {
  let kubectl: Kubectl;
  before(async function () {
    await neededHere(this, findBinaries);
    kubectl = await neededHere(this, newestKubectl);
  });

  const whoami = async (kubeconfig: string): Promise<string> => {
    const { stdout, stderr } = await kubectl.run(kubeconfig, ['auth', 'whoami', '-o', 'jsonpath={.status.userInfo.groups}']);
    return stdout + stderr;
  };

  it('runs twice side by side and leaves nothing behind', async () => {
    const planes = await Promise.all([startControlPlane(), startControlPlane()]);
    for (const plane of planes) assert.match(await whoami(plane.kubeconfig), /system:masters/);
    const [first, second] = planes;
    await kubectl.run(first.kubeconfig, ['create', 'namespace', 'only-here']);
    assert.match((await kubectl.run(second.kubeconfig, ['get', 'namespace', 'only-here'])).stderr, /NotFound/);
    for (const plane of planes) await plane.stop();
    assert.deepEqual(planes.flatMap((plane) => plane.pids).filter(isRunning), []);
    assert.deepEqual(
      planes.map((plane) => existsSync(dirname(plane.kubeconfig))),
      [false, false],
    );
    await first.stop();
  });

  it('keeps its state in a folder that was given, over a restart', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'evenkeel-kept-'));
    const run = async (use: (plane: ControlPlane) => Promise<void>): Promise<void> => {
      const plane = await startControlPlane({ dir });
      try {
        await use(plane);
      } finally {
        await plane.stop();
      }
    };
    await run(async (plane) => {
      assert.equal((await kubectl.run(plane.kubeconfig, ['create', 'namespace', 'kept'])).code, 0);
    });
    await run(async (plane) => {
      assert.equal((await kubectl.run(plane.kubeconfig, ['get', 'namespace', 'kept'])).stderr, '');
    });
    assert.ok(readdirSync(dir).includes('etcd'));
    rmSync(dir, { recursive: true, force: true });
  });

  it('lets other users do what RBAC lets them', async () => {
    const plane = await startControlPlane();
    try {
      const jane = plane.kubeconfigFor('jane', ['team']);
      assert.match((await kubectl.run(jane, ['get', 'secrets'])).stderr, /User "jane" cannot list resource "secrets"/);
      const role = ['create', 'clusterrolebinding', 'team', '--clusterrole=cluster-admin', '--group=team'];
      assert.equal((await kubectl.run(plane.kubeconfig, role)).code, 0);
      await until(async () => (await kubectl.run(jane, ['get', 'secrets'])).code === 0);
    } finally {
      await plane.stop();
    }
  });

  it('serves kubectl through a proxy that sees the writes', async () => {
    const plane = await startControlPlane();
    const proxy = await startKubeProxy({ ...plane, identity: { certificate: plane.clientCert, key: plane.clientKey } });
    try {
      assert.equal((await kubectl.run(proxy.kubeconfig, ['create', 'configmap', 'a', '--from-literal=k=v'])).stderr, '');
      const writes = proxy.records().filter(({ call }) => call.write);
      assert.deepEqual(
        writes.map(({ call, status }) => [call.method, call.resource, call.namespace, status]),
        [['POST', 'configmaps', 'default', 201]],
      );
      proxy.intercept((call) => (call.write ? 'drop-response' : 'forward'));
      assert.notEqual((await kubectl.run(proxy.kubeconfig, ['create', 'configmap', 'b'])).code, 0);
      proxy.intercept(undefined);
      assert.equal((await kubectl.run(proxy.kubeconfig, ['get', 'configmap', 'b', '-o', 'name'])).stdout, 'configmap/b\n');
    } finally {
      await proxy.stop();
      await plane.stop();
    }
  });

  it('ends with a process that is killed by kill -9', async () => {
    const script = `
      const { startControlPlane } = await import(${JSON.stringify(join(import.meta.dirname, '../../../hack/control-plane/control-plane.ts'))});
      const plane = await startControlPlane();
      console.log(JSON.stringify({ pids: plane.pids, kubeconfig: plane.kubeconfig }));
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { pids, kubeconfig } = JSON.parse(line.toString()) as { pids: number[]; kubeconfig: string };
    assert.deepEqual(pids.filter(isRunning), pids);
    child.kill('SIGKILL');
    await until(() => pids.filter(isRunning).length === 0 && !existsSync(dirname(kubeconfig)));
  });
});
