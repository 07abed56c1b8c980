import { instance } from '../../../../src/aws/rds/instance.ts';
import type { FieldValues, Observation } from '../../../../src/engine/observation.ts';
import { observationOf, tagsOf } from '../kind-case.ts';

/** A DB instance as DescribeDBInstances shows it. */
export const item = {
  DBInstanceIdentifier: 'db',
  DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:db',
  DbiResourceId: 'db-ABC',
  DBInstanceStatus: 'available',
  DBInstanceClass: 'db.t4g.micro',
  Engine: 'postgres',
  EngineVersion: '16.3',
  AllocatedStorage: 20,
  StorageType: 'gp3',
  MasterUsername: 'admin1',
  Endpoint: { Address: 'db.example.eu-west-1.rds.amazonaws.com', Port: 5432, HostedZoneId: 'Z1' },
  DBSubnetGroup: { DBSubnetGroupName: 'shop' },
  VpcSecurityGroups: [
    { VpcSecurityGroupId: 'sg-2', Status: 'active' },
    { VpcSecurityGroupId: 'sg-1', Status: 'adding' },
    { VpcSecurityGroupId: 'sg-0', Status: 'removing' },
  ],
  DBParameterGroups: [{ DBParameterGroupName: 'default.postgres16', ParameterApplyStatus: 'pending-reboot' }],
  OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-16', Status: 'in-sync' }],
  EnabledCloudwatchLogsExports: ['postgresql'],
  LatestRestorableTime: new Date('2026-01-02T03:04:05Z'),
  TagList: tagsOf(instance, { team: 'a' }),
};
/** The same as it is seen. */
export const observed = observationOf(instance, { ...item, TagList: tagsOf(instance) });
/** What its object wants. */
export const desired: FieldValues = {
  engine: 'postgres',
  engineVersion: '16',
  instanceClass: 'db.t4g.micro',
  allocatedStorage: 20,
  username: 'admin1',
  passwordSecretRef: { name: 'login', key: 'password' },
};

/** The instance with other members. */
export function seen(more: object): Observation {
  return observationOf(instance, { ...item, TagList: tagsOf(instance), ...more });
}
