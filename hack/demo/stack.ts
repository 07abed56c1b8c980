import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand, DescribeDBSubnetGroupsCommand } from '@aws-sdk/client-rds';
import { parseAllDocuments } from 'yaml';
import type { RunKubectl } from '../environment/install.ts';
import { progress } from '../lib/progress.ts';
import { clientsFor } from './clients.ts';
import { say } from './narrate.ts';

const folder = 'examples/stack';
const patienceMs = 180_000;

/** Every object of the stack on its own, in an order that no one chose. */
export async function applyInRandomOrder(kubectl: RunKubectl): Promise<void> {
  const texts = readdirSync(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(`${folder}/${file}`, 'utf8')).map((document) => document.toString()),
  );
  const shuffled = texts.map((text) => ({ text, at: Math.random() })).toSorted((a, b) => a.at - b.at);
  for (const { text } of shuffled) say(`  ${(await kubectl(['apply', '-f', '-'], text)).trim()}`);
}

interface Row {
  readonly name: string;
  readonly ready: boolean;
  readonly message: string;
}

async function rows(kubectl: RunKubectl): Promise<readonly Row[]> {
  const list: unknown = JSON.parse(await kubectl(['get', 'managed', '-A', '-o', 'json']));
  const { items } = list as {
    items: readonly {
      kind: string;
      metadata: { name: string };
      status?: { conditions?: readonly { type: string; status: string; message?: string }[] };
    }[];
  };
  return items.map(({ kind, metadata, status }) => {
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    return { name: `${kind} ${metadata.name}`, ready: ready?.status === 'True', message: ready?.message ?? '' };
  });
}

/** Rejects after three minutes, naming what is not Ready and why. */
export async function waitReady(kubectl: RunKubectl): Promise<void> {
  const line = progress('Ready');
  const startedAt = Date.now();
  for (;;) {
    const all = await rows(kubectl);
    const open = all.filter(({ ready }) => !ready);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    line.update(`${all.length - open.length} of ${all.length} after ${seconds} s`);
    if (open.length === 0 || Date.now() - startedAt > patienceMs) {
      line.end();
      if (open.length > 0) throw new Error(`not Ready: ${open.map(({ name, message }) => `${name} (${message})`).join(', ')}`);
      return;
    }
    await delay(250);
  }
}

export async function showTable(kubectl: RunKubectl): Promise<void> {
  say(`\n$ kubectl get managed\n${await kubectl(['get', 'managed'])}`);
}

/** One `kubectl delete` of the whole folder, in whatever order it takes. */
export async function deleteStack(kubectl: RunKubectl): Promise<void> {
  const startedAt = Date.now();
  await kubectl(['delete', '-f', folder, '--wait=true', '--timeout=120s']);
  say(`  all objects are gone after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

type Clients = ReturnType<typeof clientsFor>;
type InVpc = readonly { readonly VpcId?: string | undefined }[] | undefined;

/** How many of each the account holds beside what AWS gives to everyone. */
async function countLeft({ ec2, rds }: Clients): Promise<Readonly<Record<string, number>>> {
  const vpcs = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }));
  const defaults = new Set(vpcs.Vpcs?.map(({ VpcId }) => VpcId));
  const ours = (items: InVpc): number => (items ?? []).filter(({ VpcId }) => !defaults.has(VpcId)).length;
  return {
    VPCs: ours((await ec2.send(new DescribeVpcsCommand({}))).Vpcs),
    subnets: ours((await ec2.send(new DescribeSubnetsCommand({}))).Subnets),
    'route tables': ours((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables),
    'security groups': ours((await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups),
    'internet gateways': (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways?.length ?? 0,
    databases: (await rds.send(new DescribeDBInstancesCommand({}))).DBInstances?.length ?? 0,
    'subnet groups': (await rds.send(new DescribeDBSubnetGroupsCommand({}))).DBSubnetGroups?.length ?? 0,
  };
}

/** Rejects, naming what is left, unless the account holds nothing but what AWS gives to everyone. */
export async function checkEmpty(endpoint: string): Promise<void> {
  const left = await countLeft(clientsFor(endpoint));
  for (const [what, count] of Object.entries(left)) say(`  ${what.padEnd(18)} ${count}`);
  const remaining = Object.entries(left).filter(([, count]) => count > 0);
  if (remaining.length > 0) throw new Error(`left behind in AWS: ${remaining.map(([what, count]) => `${count} ${what}`).join(', ')}`);
  say('  AWS is empty again');
}
