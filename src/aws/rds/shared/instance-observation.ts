import type { DBInstance, Endpoint, PendingModifiedValues } from '@aws-sdk/client-rds';
import type { Where } from '../../../engine/cloud.ts';
import type { FieldValues, Observation } from '../../../engine/observation.ts';
import { arn } from '../../shared/arn.ts';
import { compact } from '../../shared/compact.ts';
import { observedTags } from '../../shared/tags.ts';
import { instanceMembers, type InstanceMember } from './instance-members.ts';
import { instanceState } from './instance-state.ts';

/** One DB instance as DescribeDBInstances or a mutating call's answer shows it. */
export function observeInstance(item: DBInstance, where: Where, seenAt: number): Observation {
  const key = item.DBInstanceIdentifier ?? '';
  const itsArn = item.DBInstanceArn ?? arn(where, 'rds', `db:${key}`);
  const pending = pendingFields(item);
  return {
    key,
    aliases: [itsArn],
    ...observedTags(item.TagList),
    fields: fieldsOf((member) => member.observed(item)),
    ...(Object.keys(pending).length === 0 ? {} : { pending }),
    atProvider: { id: key, arn: itsArn, ...shownOnly(item) },
    state: instanceState(item.DBInstanceStatus ?? 'unknown'),
    ...(item.DbiResourceId === undefined ? {} : { immutableId: item.DbiResourceId }),
    seenAt,
  };
}

function pendingFields(item: DBInstance): FieldValues {
  const values: PendingModifiedValues = item.PendingModifiedValues ?? {};
  return fieldsOf((member) => member.pending?.(values, item));
}

function fieldsOf(valueOf: (member: InstanceMember) => unknown): FieldValues {
  return compact(Object.fromEntries(Object.entries(instanceMembers).map(([name, member]) => [name, valueOf(member)])));
}

/** What goes to status beside the fields. */
function shownOnly(item: DBInstance): FieldValues {
  const { Endpoint: endpoint, ListenerEndpoint: listener, MasterUserSecret: secret } = item;
  return compact({
    address: endpoint?.Address,
    endpoint: endpoint?.Address === undefined ? undefined : `${endpoint.Address}:${endpoint.Port}`,
    hostedZoneId: endpoint?.HostedZoneId,
    listenerEndpoint: listener === undefined ? undefined : [endpointOf(listener)],
    masterUserSecret:
      secret === undefined
        ? undefined
        : [compact({ kmsKeyId: secret.KmsKeyId, secretArn: secret.SecretArn, secretStatus: secret.SecretStatus })],
    engineVersionActual: item.EngineVersion,
    latestRestorableTime: item.LatestRestorableTime?.toISOString(),
    replicas: item.ReadReplicaDBInstanceIdentifiers,
    resourceId: item.DbiResourceId,
    status: item.DBInstanceStatus,
    upgradeRolloutOrder: item.UpgradeRolloutOrder,
  });
}

function endpointOf({ Address: address, HostedZoneId: hostedZoneId, Port: port }: Endpoint): FieldValues {
  return compact({ address, hostedZoneId, port });
}
