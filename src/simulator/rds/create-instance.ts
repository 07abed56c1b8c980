import type { CreateDBInstanceMessage } from '@aws-sdk/client-rds';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { engineOf } from './engines.ts';
import { identifierOf } from './identifiers.ts';
import { checkMembers } from './instance-checks.ts';
import { placeOf } from './instance-place.ts';
import { shownInstance } from './instance-view.ts';
import { scheduleCreation } from './lifecycle.ts';
import { checkNewPassword, keepPassword } from './master-password.ts';
import { attachInterfaces } from './network.ts';
import { newInstance } from './new-instance.ts';
import { invalidCombination, invalidValue, missingParameter } from './rds-errors.ts';
import { rdsKey } from './rds-state.ts';
import { createMessage } from './supported-members.ts';

type Message = Partial<CreateDBInstanceMessage>;

export function createInstance(input: Members, context: CallContext): Members {
  const message = createMessage(input);
  const { DBInstanceIdentifier = '', Engine = '' } = message;
  const id = identifierOf('DBInstanceIdentifier', DBInstanceIdentifier, 63);
  const engine = engineOf(Engine);
  checkMembers(message, Engine);
  checkNewPassword(message, engine);
  checkNames(message);
  const state = context.state.of(rdsKey);
  if (state.instances.get(id, context.now) !== undefined) throw new AwsError('DBInstanceAlreadyExists', 'DB instance already exists');
  if (state.instances.count(context.now) >= state.instanceQuota) throw new AwsError('InstanceQuotaExceeded', 'DB Instance quota exceeded');
  const place = placeOf(message, context);
  const unattached = newInstance(id, message, place, context);
  const row = { ...unattached, interfaces: attachInterfaces(place, context) };
  state.instances.put(id, row, context.now);
  if (message.MasterUserPassword !== undefined) keepPassword(message.MasterUserPassword, row.DbiResourceId, context);
  scheduleCreation(id, context);
  return { DBInstance: shownInstance(row, context) };
}

function checkNames({ Engine = '', MasterUsername, DBName }: Message): void {
  if (MasterUsername === undefined) throw missingParameter('MasterUsername');
  const { reservedUsernames, longestUsername, databaseName } = engineOf(Engine);
  if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(MasterUsername) || MasterUsername.length > longestUsername)
    throw invalidValue(
      `The parameter MasterUsername is not a valid identifier. It must begin with a letter and have at most ${longestUsername} letters, digits and underscores.`,
    );
  if (reservedUsernames.includes(MasterUsername.toLowerCase()))
    throw invalidValue(`MasterUsername ${MasterUsername} cannot be used as it is a reserved word used by the engine`);
  if (DBName === undefined) return;
  if (!databaseName) throw invalidCombination(`DBName must be null for engine: ${Engine}`);
  if (!/^[a-zA-Z]\w{0,63}$/.test(DBName)) throw invalidValue('DBName must begin with a letter and contain only alphanumeric characters.');
}
