import type { DBInstance, MasterUserSecret } from '@aws-sdk/client-rds';
import { newUuid } from '../core/ids.ts';
import type { CallContext, RegionState } from '../core/operation.ts';
import type { Engine } from './engines.ts';
import { kmsKeyArn } from './kms-keys.ts';
import { checkPassword, hashPassword, isPassword } from './passwords.ts';
import { invalidCombination, invalidValue } from './rds-errors.ts';
import { rdsKey } from './rds-state.ts';

interface PasswordMessage {
  readonly ManageMasterUserPassword?: boolean | undefined;
  readonly MasterUserPassword?: string | undefined;
  readonly MasterUserSecretKmsKeyId?: string | undefined;
}

/** Throws unless a new instance gets its password from one side. */
export function checkNewPassword(message: PasswordMessage, engine: Engine): void {
  if (message.ManageMasterUserPassword === true) return;
  if (message.MasterUserPassword === undefined)
    throw invalidValue('The parameter MasterUserPassword must be provided and must not be blank.');
  checkPassword(message.MasterUserPassword, engine);
}

/** Throws for a password that the instance can't get. */
export function checkChangedPassword(message: PasswordMessage, before: Readonly<Partial<DBInstance>>, engine: Engine): void {
  const { ManageMasterUserPassword: managed, MasterUserPassword: password } = message;
  const isManaged = before.MasterUserSecret !== undefined;
  if (isManaged && message.MasterUserSecretKmsKeyId !== undefined)
    throw invalidCombination("You can't change the KMS key of a master user secret that RDS manages already.");
  if (managed === false && isManaged && password === undefined)
    throw invalidCombination('MasterUserPassword must be provided when ManageMasterUserPassword is set to false.');
  if (password === undefined) return;
  if (isManaged && managed !== false)
    throw invalidCombination("You can't specify MasterUserPassword for an instance whose master user password RDS manages.");
  checkPassword(password, engine);
}

/** Keeps what is needed to know the password again. */
export function keepPassword(password: string, resourceId: string, { state }: CallContext): void {
  state.of(rdsKey).passwords.set(resourceId, hashPassword(password, resourceId));
}

/** The secret of an instance whose password RDS manages from now on. */
export function newSecret(message: PasswordMessage, context: CallContext): MasterUserSecret {
  const name = `rds!db-${newUuid(context.random)}`;
  const suffix = newUuid(context.random).slice(0, 6);
  return {
    SecretArn: `arn:aws:secretsmanager:${context.region}:${context.account}:secret:${name}-${suffix}`,
    SecretStatus: 'creating',
    KmsKeyId: kmsKeyArn(message.MasterUserSecretKmsKeyId ?? 'alias/aws/secretsmanager', context),
  };
}

/** Whether somebody could log in with it: for tests, since a password can't be read anywhere. False where there is no such instance, or RDS manages its password. */
export function passwordMatches(state: RegionState, identifier: string, password: string, now: number): boolean {
  const { instances, passwords } = state.of(rdsKey);
  const row = instances.get(identifier.toLowerCase(), now);
  const hash = row === undefined ? undefined : passwords.get(row.DbiResourceId);
  return hash !== undefined && isPassword(password, hash);
}
