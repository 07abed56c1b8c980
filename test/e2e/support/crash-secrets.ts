import { DeleteDBSnapshotCommand, DescribeDBSnapshotsCommand } from '@aws-sdk/client-rds';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import type { Environment } from './environment.ts';
import { typeOf } from './object-types.ts';
import { listAll } from './objects.ts';

const namespace = 'default';

/** Names and keys of the Secrets of an object, whose name reads as `probe`. */
export async function secretsOf(client: KubernetesClient, name: string): Promise<readonly string[]> {
  const secrets = await listAll(client, 'Secret', namespace);
  return secrets
    .filter(({ metadata }) => metadata.name.startsWith(`${name}-`))
    .map((secret) => `${secret.metadata.name.replace(name, 'probe')}: ${Object.keys(dataOf(secret)).toSorted().join(' ')}`);
}

/** A value in a Secret. */
export async function secretValue(client: KubernetesClient, name: string, key: string): Promise<string> {
  const secret = await client.get(typeOf('Secret'), { namespace, name });
  return Buffer.from(dataOf(secret)[key] ?? '', 'base64').toString();
}

function dataOf(secret: object): Readonly<Record<string, string>> {
  return 'data' in secret ? (secret.data as Record<string, string>) : {};
}

/** Removes what an object leaves on purpose: its last snapshot, and Secrets, for which the control plane has no garbage collector. */
export async function clearAway({ client, rds }: Environment, name: string): Promise<void> {
  for (const { metadata } of await listAll(client, 'Secret', namespace)) {
    if (metadata.ownerReferences?.some((owner) => owner.name === name) !== true) continue;
    await client.delete(typeOf('Secret'), { namespace, name: metadata.name });
  }
  const { DBSnapshots: snapshots = [] } = await rds.send(new DescribeDBSnapshotsCommand({}));
  for (const { DBSnapshotIdentifier } of snapshots) await rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier }));
}
