import type { CreateDBInstanceMessage, ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import type { Engine } from './engines.ts';
import { engineOf, majorOf } from './engines.ts';
import { AwsError } from '../core/aws-error.ts';
import { invalidCombination, invalidValue, notFound } from './rds-errors.ts';

type Message = Partial<CreateDBInstanceMessage> & Partial<ModifyDBInstanceMessage>;

/** What is asked of an instance, and what it is or will be beside it. */
interface Asked {
  readonly message: Message;
  readonly engine: Engine;
  readonly engineName: string;
}

const checks: readonly ((asked: Asked) => void)[] = [
  checkClass,
  checkPort,
  checkRetention,
  checkMonitoring,
  checkInsights,
  checkLogs,
  checkLicense,
  checkCertificate,
  checkSecretKey,
  checkNetwork,
];

/** Throws for values that no instance of the engine can have, whatever it has now. */
export function checkMembers(message: Message, engineName: string): void {
  const engine = engineOf(engineName);
  for (const check of checks) check({ message, engine, engineName });
}

/** Sizes and generations change all the time: what a class is called has to do. */
function checkClass({ message: { DBInstanceClass: name } }: Asked): void {
  if (name !== undefined && !/^db\.[a-z]+\d+[a-z]*\.(micro|small|medium|large|\d*xlarge)(\.tpc\d\.mem\d(\.\dx)?)?$/.test(name))
    throw invalidValue(`Invalid DB Instance class: ${name}`);
}

function checkPort({ message: { Port, DBPortNumber = Port } }: Asked): void {
  if (DBPortNumber !== undefined && (DBPortNumber < 1150 || DBPortNumber > 65_535))
    throw invalidValue(`Invalid port number: ${DBPortNumber}. Valid values are 1150-65535.`);
}

function checkRetention({ message: { BackupRetentionPeriod: days } }: Asked): void {
  if (days !== undefined && (days < 0 || days > 35))
    throw invalidValue(`Invalid backup retention period: ${days}. Retention period must be between 0 and 35.`);
}

function checkMonitoring({ message: { MonitoringInterval: interval, MonitoringRoleArn: role } }: Asked): void {
  if (interval !== undefined && ![0, 1, 5, 10, 15, 30, 60].includes(interval))
    throw invalidValue(`Invalid monitoring interval: ${interval}. Valid values are 0, 1, 5, 10, 15, 30, 60.`);
  if (role !== undefined && interval === 0)
    throw invalidCombination('You must specify a MonitoringInterval value other than 0 when you specify a MonitoringRoleArn value.');
}

function checkInsights({ message: { PerformanceInsightsRetentionPeriod: days, DatabaseInsightsMode: mode } }: Asked): void {
  if (days !== undefined && ![7, 731].includes(days) && (days % 31 !== 0 || days < 31 || days > 713))
    throw invalidValue(`Invalid Performance Insights retention period: ${days}. Valid values are 7, 731, or a multiple of 31.`);
  if (mode !== undefined && !['standard', 'advanced'].includes(mode)) throw invalidValue(`Invalid Database Insights mode: ${mode}`);
}

function checkLogs({ message, engine: { logs }, engineName }: Asked): void {
  const { EnableLogTypes = [], DisableLogTypes = [] } = message.CloudwatchLogsExportConfiguration ?? {};
  const asked = [...(message.EnableCloudwatchLogsExports ?? []), ...EnableLogTypes, ...DisableLogTypes];
  const unknown = asked.filter((log) => !logs.includes(log));
  if (unknown.length > 0)
    throw invalidCombination(
      `You cannot use the log types '${unknown.join(', ')}' with engine version ${engineName}. For supported log types, see the documentation.`,
    );
}

function checkLicense({ message: { LicenseModel: license }, engine: { licenses }, engineName }: Asked): void {
  if (license !== undefined && !licenses.includes(license))
    throw invalidValue(`Invalid license model '${license}' for engine '${engineName}'. Valid license models are: ${licenses.join(', ')}.`);
}

const certificates = ['rds-ca-rsa2048-g1', 'rds-ca-rsa4096-g1', 'rds-ca-ecc384-g1'];

function checkCertificate({ message: { CACertificateIdentifier: id } }: Asked): void {
  if (id !== undefined && !certificates.includes(id)) throw notFound.certificate(id);
}

function checkSecretKey({
  message: { ManageMasterUserPassword: managed, MasterUserPassword: password, MasterUserSecretKmsKeyId: key },
}: Asked): void {
  if (managed === true && password !== undefined)
    throw invalidCombination("You can't specify MasterUserPassword when ManageMasterUserPassword is turned on.");
  if (key !== undefined && managed !== true)
    throw invalidCombination('A ManageMasterUserPassword value is required when MasterUserSecretKmsKeyId is specified.');
}

/** Subnet groups have no IPv6 blocks yet. */
function checkNetwork({ message: { NetworkType: type } }: Asked): void {
  if (type === 'DUAL') throw new AwsError('NetworkTypeNotSupported', 'The DB subnet group does not support the network type DUAL.');
  if (type !== undefined && type !== 'IPV4') throw invalidValue(`Invalid network type: ${type}`);
}

/** Throws unless it is one of the default groups of the version: no others can be made yet. */
export function checkGroups(message: Message, engineName: string, version: string): void {
  const { DBParameterGroupName: parameters, OptionGroupName: options } = message;
  const major = majorOf(engineName, version);
  if (parameters !== undefined && !parameters.startsWith('default.')) throw notFound.parameterGroup(parameters);
  if (parameters !== undefined && !parameters.endsWith(major))
    throw invalidCombination(
      `The Parameter Group ${parameters} with DBParameterGroupFamily ${parameters.slice('default.'.length)} can't be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${engineName}${major}`,
    );
  if (options !== undefined && !options.startsWith('default:')) throw notFound.optionGroup(options);
}
