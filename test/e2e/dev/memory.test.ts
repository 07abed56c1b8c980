import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject } from '../../../src/base/json.ts';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../../src/kubernetes/object.ts';
import { poll } from '../../support/poll.ts';
import { clientOf, withFolder } from './support/dev-folder.ts';
import { runEvenkeel, startDev } from './support/dev-process.ts';

const pairs = 500;
const creators = 4;
const patienceMs = 600_000;
/** Two sweeps of the controller: what the making of the objects left behind is collected by then. */
const settleMs = 12_000;
const samples = 20;
const sampleEveryMs = 500;
/** MiB. */
const most = 200;

const group = 'ec2.aws.evenkeel.dev';
const vpcType: ResourceType = { group, version: 'v1beta1', kind: 'VPC', plural: 'vpcs', namespaced: true };
const subnetType: ResourceType = { ...vpcType, kind: 'Subnet', plural: 'subnets' };
const region = 'us-east-1';

/** Memory of a process that is resident now (Linux), in MiB. */
function residentMebibytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

async function createPair(client: KubernetesClient, index: number): Promise<void> {
  const metadata = { name: `pair-${index}`, namespace: 'default' };
  const tags = { Name: metadata.name, team: 'test' };
  const network = `10.${index % 250}`;
  await create(client, vpcType, metadata, { region, cidrBlock: `${network}.0.0/16`, tags });
  await create(client, subnetType, metadata, { region, cidrBlock: `${network}.1.0/24`, vpcIdRef: { name: metadata.name }, tags });
}

async function create(client: KubernetesClient, type: ResourceType, metadata: object, forProvider: object): Promise<void> {
  await client.create(type, { apiVersion: `${group}/v1beta1`, kind: type.kind, metadata, spec: { forProvider } }, 'test');
}

function isReady({ status }: KubernetesObject): boolean {
  const conditions = isObject(status) && Array.isArray(status['conditions']) ? status['conditions'] : [];
  return conditions.some((one) => isObject(one) && one['type'] === 'Ready' && one['status'] === 'True');
}

async function areAllReady(client: KubernetesClient, type: ResourceType): Promise<boolean> {
  await pause(1_000);
  return (await client.list(type, { namespace: 'default' })).items.filter(isReady).length === pairs;
}

async function makeAll(client: KubernetesClient): Promise<void> {
  const waiting = Array.from({ length: pairs }, (_, index) => index);
  const work = async (): Promise<void> => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) await createPair(client, index);
  };
  await Promise.all(Array.from({ length: creators }, work));
  for (const type of [subnetType, vpcType]) await poll(`all ${type.plural} to be Ready`, () => areAllReady(client, type), patienceMs);
}

describe('the memory of evenkeel dev', function () {
  this.timeout(2 * patienceMs);

  it(`stays below ${most} MiB with 1,000 objects that are Ready`, () =>
    withFolder(async (folder) => {
      // A first start compiles: what later ones need for that is another matter, and stands in the documentation.
      await runEvenkeel(['dev', '--dir', folder, '--', 'true']);
      const dev = startDev(['--dir', folder]);
      await dev.says('Ctrl-C');
      const atStart = residentMebibytes(dev.pid);
      const client = await clientOf(folder);
      await makeAll(client);
      await client.close();
      await pause(settleMs);
      const seen: number[] = [];
      while (seen.length < samples) {
        seen.push(residentMebibytes(dev.pid));
        await pause(sampleEveryMs);
      }
      dev.signal('SIGTERM');
      await dev.ended;
      const sorted = seen.toSorted((a, b) => a - b);
      const median = sorted[samples / 2] ?? Number.NaN;
      console.log(
        `      resident: ${atStart.toFixed(0)} MiB at the start; with 1,000 objects median ${median.toFixed(0)} MiB, most ${sorted.at(-1)?.toFixed(0)} MiB`,
      );
      assert.ok(median < most, `${median.toFixed(0)} MiB`);
    }));
});
