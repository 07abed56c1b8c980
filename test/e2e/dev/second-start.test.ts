import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../../src/base/json.ts';
import { until } from '../../support/until.ts';
import { manifest } from '../support/manifest.ts';
import { typeOf } from '../support/object-types.ts';
import { isReady, read, type ManagedView } from '../support/objects.ts';
import { clientOf, simulatorSays, withFolder } from './support/dev-folder.ts';
import { startDev, type DevProcess } from './support/dev-process.ts';

const names = ['one', 'two', 'three'];
const vpc = (name: string, index: number) => manifest('VPC', name, { cidrBlock: `10.${index}.0.0/16` });

async function start(folder: string): Promise<DevProcess> {
  const dev = startDev(['--dir', folder]);
  await dev.says('Ctrl-C');
  return dev;
}

async function stop(dev: DevProcess): Promise<void> {
  dev.signal('SIGTERM');
  assert.equal((await dev.ended).status, 0);
}

/** The VPC objects, once all are Ready. */
async function readyVpcs(folder: string): Promise<readonly (ManagedView | undefined)[]> {
  const client = await clientOf(folder);
  const readAll = () => Promise.all(names.map((name) => read(client, { kind: 'VPC', name })));
  await until(async () => (await readAll()).every(isReady), 60_000);
  return readAll();
}

/** What names an object for good: its uid, and in the annotations the id of its VPC. */
function lasting(object: ManagedView | undefined): object {
  return { uid: object?.metadata.uid, annotations: object?.metadata.annotations };
}

async function callsOf(folder: string): Promise<readonly string[]> {
  const counts = await simulatorSays(folder, 'counts');
  assert.ok(isObject(counts));
  return Object.keys(counts);
}

describe('evenkeel dev on the folder of an earlier start', () => {
  it('goes on: same address and token, same objects, same AWS, and no changes there', () =>
    withFolder(async (folder) => {
      const first = await start(folder);
      const client = await clientOf(folder);
      for (const one of names.map(vpc)) await client.create(typeOf('VPC'), one, 'test');
      const before = await readyVpcs(folder);
      const kubeconfig = readFileSync(join(folder, 'kubeconfig'), 'utf8');
      const aws = await simulatorSays(folder, 'resources?type=vpc');
      assert.match(JSON.stringify(aws), /vpc-/);
      await stop(first);

      const second = await start(folder);
      await until(async () => (await callsOf(folder)).includes('ec2:DescribeVpcs'), 60_000);
      assert.deepEqual((await readyVpcs(folder)).map(lasting), before.map(lasting));
      assert.equal(readFileSync(join(folder, 'kubeconfig'), 'utf8'), kubeconfig);
      assert.deepEqual(await simulatorSays(folder, 'resources?type=vpc'), aws);
      const changes = (await callsOf(folder)).filter((call) => !/:(?:Describe|Get|List)/.test(call));
      assert.deepEqual(changes, []);
      const newest = Math.max(...before.map((object) => Number(object?.metadata.resourceVersion)));
      const added = await (await clientOf(folder)).create(typeOf('VPC'), vpc('four', 4), 'test');
      assert.ok(Number(added.metadata.resourceVersion) > newest);
      await stop(second);
    }));
});
