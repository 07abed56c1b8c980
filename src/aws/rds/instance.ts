import type { CreateDBInstanceMessage, DBInstance } from '@aws-sdk/client-rds';
import { Secret } from '../../base/secret.ts';
import type { CloudCall } from '../../engine/cloud.ts';
import type { Change, CreateContext, KindContext } from '../../engine/kind.ts';
import type { FieldValues, Observation } from '../../engine/observation.ts';
import type { AwsKind } from '../aws-kind.ts';
import { rdsCall } from '../call.ts';
import { compact } from '../shared/compact.ts';
import { mapFields } from '../shared/map-fields.ts';
import { reader } from '../shared/reader.ts';
import { instanceSchema } from './instance.schema.ts';
import { deleteInstance, deleteInstanceAgain } from './shared/instance-deletion.ts';
import { equalInstanceValues } from './shared/instance-equal.ts';
import { instanceMembers } from './shared/instance-members.ts';
import { observeInstance } from './shared/instance-observation.ts';
import { instanceUpdate } from './shared/instance-update.ts';
import { rdsSources } from './shared/rds-sources.ts';
import { newTags, rdsTagCalls } from './shared/rds-tags.ts';
import { rdsTiming } from './shared/rds-timing.ts';

/** A database instance, known by its identifier, which AWS keeps in lower case. */
export const instance: AwsKind = {
  schema: instanceSchema,
  unknownOutcome: 'repeat',
  tagged: true,
  ...rdsTiming,
  source: rdsSources.instances,
  observe: (item: DBInstance, where, seenAt) => [observeInstance(item, where, seenAt)],

  canonical,
  canonicalName: lower,
  externalName: nameOf,
  // In lower case, so that two objects that write the name differently are seen to mean the same.
  claims: (context) => [nameOf(context)],
  equal: equalInstanceValues,
  impossible,

  create: (context) => [createCall(context)],
  created,
  update: instanceUpdate,
  tag: ({ observed }, set, remove) => rdsTagCalls(reader(observed.atProvider).text('arn') ?? '', set, remove),
  delete: deleteInstance,
  deleteAgain: deleteInstanceAgain,

  generatesSecret: { when: 'autoGeneratePassword', into: 'passwordSecretRef' },
  connection,
};

/** In lower case what AWS keeps so, and without members that a switch turns off: RDS refuses them then. */
function canonical(desired: FieldValues): FieldValues {
  const off = Object.entries(switches).filter(([name]) => desired[name] === false || desired[name] === 0);
  const idle = new Set(off.flatMap(([, members]) => members));
  const fields = Object.fromEntries(Object.entries(desired).filter(([name]) => !idle.has(name)));
  return mapFields(fields, {
    identifier: lower,
    dbSubnetGroupName: lower,
    maintenanceWindow: lower,
    optionGroupName: lower,
    parameterGroupName: lower,
  });
}

/** Fields that turn others off, so that a template can keep those. */
const switches: Readonly<Record<string, readonly string[]>> = {
  manageMasterUserPassword: ['masterUserSecretKmsKeyId'],
  monitoringInterval: ['monitoringRoleArn'],
  performanceInsightsEnabled: ['performanceInsightsKmsKeyId', 'performanceInsightsRetentionPeriod'],
};

function lower(text: string): string {
  return text.toLowerCase();
}

function nameOf({ desired, name, externalName }: KindContext): string {
  return lower(externalName ?? reader(desired).text('identifier') ?? name);
}

function impossible({ path, from, to }: Change): string | undefined {
  if (path === 'allocatedStorage' && Number(to) < Number(from)) return 'AWS can make the storage of an instance larger, not smaller';
  if (path === 'performanceInsightsKmsKeyId' && from !== undefined)
    return 'AWS does not change the key of Performance Insights once it is set';
  if (path === 'masterUserSecretKmsKeyId' && from !== undefined)
    return 'AWS does not change the key of the secret that it keeps the password in: turn manageMasterUserPassword off and on again';
  return undefined;
}

function createCall(context: CreateContext): CloudCall {
  const { desired, secrets } = context;
  const fields = reader(desired);
  return rdsCall('CreateDBInstance', {
    ...createMembers(desired),
    DBInstanceIdentifier: nameOf(context),
    DBInstanceClass: fields.text('instanceClass'),
    Engine: fields.text('engine'),
    ...compact({ MasterUserPassword: fields.flag('manageMasterUserPassword') === true ? undefined : secrets['passwordSecretRef'] }),
    Tags: newTags(context),
  });
}

/** A limit of 0 for storage autoscaling is what there is without one, and not a value that AWS takes. */
function createMembers(desired: FieldValues): Partial<CreateDBInstanceMessage> {
  const { maxAllocatedStorage, ...others } = desired;
  const values: FieldValues = maxAllocatedStorage === 0 ? others : desired;
  const members = Object.entries(instanceMembers).flatMap(([field, { create }]) =>
    create === undefined ? [] : [[create, values[field]] as const],
  );
  return compact(Object.fromEntries(members) as Partial<CreateDBInstanceMessage>);
}

function created(output: FieldValues, { where, owner, tags }: CreateContext, seenAt: number): Observation | undefined {
  const item = output['DBInstance'] as DBInstance | undefined;
  return item?.DBInstanceIdentifier === undefined ? undefined : { ...observeInstance(item, where, seenAt), owner, tags };
}

/** Complete once there is an endpoint. RDS keeps the password itself where it manages it. */
function connection({ fields, atProvider }: Observation, { secrets }: KindContext): Readonly<Record<string, Secret>> {
  const { address, endpoint } = atProvider;
  const values = { username: fields['username'], endpoint, host: address, address, port: fields['port'] };
  const shown = Object.entries(compact(values)).map(([key, value]) => [key, new Secret(String(value))] as const);
  const password = secrets['passwordSecretRef'];
  return { ...Object.fromEntries(shown), ...(password === undefined ? {} : { password }) };
}
