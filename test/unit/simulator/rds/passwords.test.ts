import assert from 'node:assert/strict';
import { DescribeDBInstancesCommand, ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { passwordMatches } from '../../../../src/simulator/rds/master-password.ts';
import { rdsService } from '../../../../src/simulator/rds/rds-service.ts';
import type { RegionState, StateKey } from '../../../../src/simulator/core/operation.ts';
import { Sessions } from '../../../../src/simulator/core/sessions.ts';
import { ec2Service } from '../../../../src/simulator/ec2/ec2-service.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { plain, SimulatedRds } from './simulated-rds.ts';

const secret = 'never-to-be-seen';

describe("an instance's password in the simulator", () => {
  it('stands in no answer, no listing and no record of a call', async () => {
    const aws = await SimulatedRds.start();
    const answers = [await aws.create({ MasterUserPassword: secret })];
    aws.pass(600_000);
    const modify = { DBInstanceIdentifier: 'shop', MasterUserPassword: `${secret}-2`, ApplyImmediately: true };
    const { DBInstance: modified = {} } = await aws.rds.send(new ModifyDBInstanceCommand(modify));
    assert.deepEqual(modified.PendingModifiedValues, { MasterUserPassword: '****' });
    answers.push(modified, ...((await aws.rds.send(new DescribeDBInstancesCommand({}))).DBInstances ?? []));
    const { admin } = aws.simulator;
    assert.ok(!JSON.stringify([answers, admin.list(), admin.calls()]).includes(secret));
    aws.pass(15_000);
    assert.equal(await aws.status(), 'resetting-master-credentials');
    aws.pass(60_000);
    assert.deepEqual((await aws.shown())?.PendingModifiedValues, {});
  });

  it('can be asked for, and is another one only when its change is over', () => {
    const states = new Map<string, unknown>();
    const state: RegionState = {
      of: <T>(key: StateKey<T>): T => {
        if (!states.has(key.name)) states.set(key.name, key.create());
        return states.get(key.name) as T;
      },
    };
    const context = { account: '123456789012', region: 'us-east-1', accessKey: 'key', sessions: new Sessions(), now: 0, requestId: 'r' };
    const settings = { createVisibilityMs: 0, changeVisibilityMs: 0, stateDelayFactor: 1 };
    const call = (action: string, input: object, now: number): unknown => {
      const operation = rdsService.operations[action] ?? ec2Service.operations[action];
      return operation?.({ ...input }, { ...context, now, random: seededRandom(), state, settings });
    };
    call('CreateDefaultVpc', {}, 0);
    call('CreateDBInstance', plain, 0);
    assert.ok(passwordMatches(state, 'Shop', plain.MasterUserPassword, 0));
    assert.ok(!passwordMatches(state, 'shop', 'another-one', 0));
    assert.ok(!passwordMatches(state, 'none', plain.MasterUserPassword, 0));
    call('ModifyDBInstance', { DBInstanceIdentifier: 'shop', MasterUserPassword: secret }, 600_000);
    assert.ok(passwordMatches(state, 'shop', plain.MasterUserPassword, 600_001));
    assert.ok(passwordMatches(state, 'shop', secret, 700_000));
    call('ModifyDBInstance', { DBInstanceIdentifier: 'shop', ManageMasterUserPassword: true }, 800_000);
    assert.ok(!passwordMatches(state, 'shop', secret, 800_000));
  });

  it('lies in a secret where RDS manages it', async () => {
    const aws = await SimulatedRds.start();
    const created = await aws.create({ ManageMasterUserPassword: true, MasterUserPassword: undefined });
    assert.match(created.MasterUserSecret?.SecretArn ?? '', /^arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-/);
    assert.equal(created.MasterUserSecret?.SecretStatus, 'creating');
    aws.pass(600_000);
    assert.equal((await aws.shown())?.MasterUserSecret?.SecretStatus, 'active');
    const back = { DBInstanceIdentifier: 'shop', ManageMasterUserPassword: false, MasterUserPassword: secret };
    assert.equal((await aws.rds.send(new ModifyDBInstanceCommand(back))).DBInstance?.MasterUserSecret, undefined);
  });
});
