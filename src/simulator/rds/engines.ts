import { invalidCombination, invalidValue, unsupported } from './rds-errors.ts';

/** What differs between database engines. */
export interface Engine {
  readonly port: number;
  /** Newest first within a major version; the first is the default. */
  readonly versions: readonly string[];
  /** Numbers of a version that make its major version: 1 for PostgreSQL 16, 2 for MySQL 8.0. */
  readonly majorNumbers: 1 | 2;
  /** The first is the default. */
  readonly licenses: readonly [string, ...string[]];
  readonly longestPassword: number;
  readonly longestUsername: number;
  readonly reservedUsernames: readonly string[];
  readonly logs: readonly string[];
  /** DBName can be given; SQL Server makes no database. */
  readonly databaseName: boolean;
}

const mysqlLike = {
  port: 3306,
  majorNumbers: 2,
  licenses: ['general-public-license'],
  longestPassword: 41,
  reservedUsernames: ['rdsadmin', 'rdsrepladmin', 'mysql.sys', 'mysql.session'],
  logs: ['audit', 'error', 'general', 'slowquery', 'iam-db-auth-error'],
  databaseName: true,
} as const;

const oracle = {
  port: 1521,
  versions: ['19.0.0.0.ru-2025-07.rur-2025-07.r1', '19.0.0.0.ru-2025-04.rur-2025-04.r1', '21.0.0.0.ru-2025-07.rur-2025-07.r1'],
  majorNumbers: 1,
  longestPassword: 30,
  longestUsername: 30,
  reservedUsernames: ['sys', 'system', 'rdsadmin'],
  logs: ['alert', 'audit', 'listener', 'trace', 'oemagent'],
  databaseName: true,
} as const;

const sqlserver = {
  port: 1433,
  versions: ['16.00.4205.1.v1', '16.00.4195.2.v1', '15.00.4435.7.v1'],
  majorNumbers: 2,
  licenses: ['license-included'],
  longestPassword: 128,
  longestUsername: 128,
  reservedUsernames: ['sa', 'rdsa', 'administrator', 'rdsadmin', 'public'],
  logs: ['agent', 'error'],
  databaseName: false,
} as const;

const db2 = {
  port: 50_000,
  versions: ['11.5.9.0.sb00054950.r1', '11.5.9.0.sb00047201.r1'],
  majorNumbers: 2,
  licenses: ['bring-your-own-license', 'marketplace-license'],
  longestPassword: 255,
  longestUsername: 16,
  reservedUsernames: ['rdsdb', 'db2inst1', 'master'],
  logs: ['diag.log', 'notify.log', 'iam-db-auth-error'],
  databaseName: true,
} as const;

/** By the names of CreateDBInstance.Engine; limits from the same page of the API reference, versions a selection. */
const engines: Readonly<Record<string, Engine>> = {
  postgres: {
    port: 5432,
    versions: ['17.6', '17.5', '17.4', '16.10', '16.9', '16.8', '16.3', '15.14', '15.13', '14.19', '14.18', '13.22'],
    majorNumbers: 1,
    licenses: ['postgresql-license'],
    longestPassword: 128,
    longestUsername: 63,
    reservedUsernames: ['admin', 'rdsadmin', 'rds_superuser', 'user', 'db_master'],
    logs: ['postgresql', 'upgrade', 'iam-db-auth-error'],
    databaseName: true,
  },
  mysql: { ...mysqlLike, versions: ['8.4.6', '8.4.5', '8.4.3', '8.0.43', '8.0.42', '8.0.41', '5.7.44'], longestUsername: 16 },
  mariadb: { ...mysqlLike, versions: ['11.8.3', '11.4.8', '11.4.5', '10.11.14', '10.11.11', '10.6.23'], longestUsername: 16 },
  'oracle-ee': { ...oracle, licenses: ['bring-your-own-license'] },
  'oracle-se2': { ...oracle, licenses: ['license-included', 'bring-your-own-license'] },
  'sqlserver-ee': sqlserver,
  'sqlserver-se': sqlserver,
  'sqlserver-ex': sqlserver,
  'sqlserver-web': sqlserver,
  'db2-ae': db2,
  'db2-se': db2,
};

/** Throws for what is no engine, or one whose instances the simulator does not have. */
export function engineOf(name: string): Engine {
  if (/^(aurora|custom-)/.test(name) || name.endsWith('-cdb')) throw unsupported(`the engine ${name}`);
  const engine = Object.hasOwn(engines, name) ? engines[name] : undefined;
  if (engine === undefined) throw invalidValue(`Invalid DB engine: ${name}`);
  return engine;
}

/** The whole version that is asked for: `16` is the newest 16.x, nothing the default. */
export function resolveVersion(name: string, wanted: string | undefined): string {
  const { versions } = engineOf(name);
  const found = versions.find((version) => wanted === undefined || version === wanted || version.startsWith(`${wanted}.`));
  if (found === undefined) throw invalidCombination(`Cannot find version ${wanted} for ${name}`);
  return found;
}

/** `16` of 16.3, `8.0` of 8.0.43. */
export function majorOf(name: string, version: string): string {
  return version.split('.').slice(0, engineOf(name).majorNumbers).join('.');
}

/** The version that an instance comes to have; throws where there is no such upgrade. */
export function upgradedVersion(name: string, current: string, wanted: string, allowMajor: boolean): string {
  // A major version alone is already satisfied by any of its minor versions.
  const target = current === wanted || current.startsWith(`${wanted}.`) ? current : resolveVersion(name, wanted);
  if (isOlder(target, current)) throw invalidCombination(`Cannot upgrade ${name} from ${current} to ${target}`);
  if (majorOf(name, target) !== majorOf(name, current) && !allowMajor)
    throw invalidCombination('The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.');
  return target;
}

function isOlder(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) < 0;
}

/** Name of the default parameter group of a version: `default.postgres16`. */
export function defaultParameterGroup(name: string, version: string): string {
  return `default.${name}${separator(name)}${majorOf(name, version)}`;
}

/** Name of the default option group of a version: `default:postgres-16`. */
export function defaultOptionGroup(name: string, version: string): string {
  return `default:${name}-${majorOf(name, version).replaceAll('.', '-')}`;
}

/** The families of the open-source engines are written without a hyphen. */
function separator(name: string): string {
  return name.includes('-') ? '-' : '';
}
