import assert from 'node:assert/strict';
import { DeleteDBInstanceCommand, DescribeDBSnapshotsCommand } from '@aws-sdk/client-rds';
import type { ControllerProcess } from '../../../hack/environment/controller-process.ts';
import { poll } from '../../support/poll.ts';
import { AwsAccount } from '../support/aws-account.ts';
import type { Environment } from '../support/environment.ts';
import { ownPair, startEnvironment } from '../support/environment.ts';
import { manifest, refTo, type Manifest } from '../support/manifest.ts';
import { conditionOf, hasCondition, isGone, isReady } from '../support/objects.ts';
import { simulatorAdmin, type SimulatorAdminClient } from '../support/simulator-admin.ts';

/** Three seconds to be created or changed, two to be deleted, one for a backup: time to see each state, and to be killed in it. */
const stateDelayFactor = 0.01;
const weekMs = 7 * 24 * 3_600_000;
/** Being gone is confirmed, and looks at what takes long come less often: half a minute, on a machine that does other things beside. */
const patienceMs = 90_000;

const database = (name: string, more: object = {}): Manifest =>
  manifest('Instance', name, {
    ...{ engine: 'postgres', instanceClass: 'db.t4g.micro', allocatedStorage: 20, username: 'shop', backupRetentionPeriod: 1 },
    ...{ skipFinalSnapshot: true, manageMasterUserPassword: true, applyImmediately: true, ...more },
  });

describe('a database whose states last', function () {
  this.timeout(240_000);
  let environment: Environment;
  let account: AwsAccount;
  let admin: SimulatorAdminClient;
  let controller: ControllerProcess;

  before(async function () {
    environment = await startEnvironment(this, ownPair);
    account = new AwsAccount(environment);
    admin = simulatorAdmin(environment.cloud);
    await admin.changeSettings({ stateDelayFactor });
    controller = environment.startController();
  });
  after(() => environment?.stop());

  /** The controller's calls about one database. */
  const callsOf = (action: string, name: string): number =>
    environment.cloud.proxy.records().filter(({ call }) => call.action === action && call.params['DBInstanceIdentifier'] === name).length;
  const statusOf = async (name: string): Promise<string> => (await account.database(name))?.DBInstanceStatus ?? 'gone';
  const inState = (name: string, status: string): Promise<void> =>
    poll(`${name} being ${status}`, async () => (await statusOf(name)) === status, patienceMs);
  const patch = (name: string, forProvider: object): Promise<string> =>
    environment.kubectl([
      ...['patch', 'instances.rds.aws.evenkeel.dev', name, '--type=merge', '-p'],
      JSON.stringify({ spec: { forProvider } }),
    ]);
  const remove = (name: string): Promise<string> => environment.kubectl(['delete', 'instances.rds.aws.evenkeel.dev', name, '--wait=false']);
  const snapshots = async (): Promise<readonly string[]> =>
    ((await environment.rds.send(new DescribeDBSnapshotsCommand({}))).DBSnapshots ?? []).map((one) => String(one.DBSnapshotIdentifier));

  async function made(object: Manifest): Promise<void> {
    await environment.apply(object);
    await environment.waitFor(refTo(object), hasCondition('Ready', 'True', 'Available'), patienceMs);
  }

  async function killed(): Promise<void> {
    await controller.kill();
    controller = environment.startController();
  }

  it('says that it is being created, that it backs itself up, and then that it is available', async () => {
    const object = database('told');
    await environment.apply(object);
    for (const [status, reason] of [
      ['False', 'Creating'],
      ['True', 'BackingUp'],
      ['True', 'Available'],
    ] as const)
      await environment.waitFor(refTo(object), hasCondition('Ready', status, reason), patienceMs);
    assert.equal(callsOf('CreateDBInstance', 'told'), 1);
  });

  for (const status of ['creating', 'backing-up'])
    it(`is made once when the process is killed while it is ${status}`, async () => {
      const object = database(`killed-${status}`);
      await environment.apply(object);
      await inState(object.metadata.name, status);
      await killed();
      await environment.waitFor(refTo(object), hasCondition('Ready', 'True', 'Available'), patienceMs);
      assert.equal(callsOf('CreateDBInstance', object.metadata.name), 1);
    });

  it('is changed once when the process is killed while it is modifying', async () => {
    await made(database('changed'));
    await patch('changed', { instanceClass: 'db.t4g.small' });
    await inState('changed', 'modifying');
    await killed();
    await inState('changed', 'available');
    const [object] = await environment.waitFor(
      refTo(database('changed')),
      (found) => isReady(found) && conditionOf(found, 'UpToDate')?.status !== 'False',
      patienceMs,
    );
    assert.equal((await account.database('changed'))?.DBInstanceClass, 'db.t4g.small');
    assert.equal(callsOf('ModifyDBInstance', 'changed'), 1);
    assert.equal(object?.metadata.generation, 2);
  });

  describe('in the end', () => {
    const refOf = (name: string) => refTo(database(name));

    // All at once: being gone takes a while to be believed.
    before(async () => {
      await Promise.all([
        made(database('kept', { skipFinalSnapshot: false, finalSnapshotIdentifier: 'kept-last' })),
        made(database('repeated', { skipFinalSnapshot: false })),
        made(database('lost')),
      ]);
      // Long enough to be killed in, and to be looked at by hand.
      await admin.changeSettings({ stateDelayFactor: 4 * stateDelayFactor });
      await environment.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'lost', SkipFinalSnapshot: true }));
      await remove('kept');
      await remove('repeated');
      await Promise.all(['kept', 'repeated'].map((name) => inState(name, 'deleting')));
      await controller.kill();
      // As when RDS took the snapshot and gave the deletion up.
      await admin.change({ type: 'db-instance', id: 'repeated' }, { DBInstanceStatus: 'available' });
      await admin.changeSettings({ stateDelayFactor });
      controller = environment.startController();
    });
    it('goes, and leaves one last snapshot, when the process is killed while that is made', async () => {
      await environment.waitFor(refOf('kept'), isGone, patienceMs);
      assert.equal(await statusOf('kept'), 'gone');
      assert.deepEqual(
        (await snapshots()).filter((name) => name.startsWith('kept')),
        ['kept-last'],
      );
      assert.equal(callsOf('DeleteDBInstance', 'kept'), 1);
    });

    it('goes when the delete call has to be repeated after its last snapshot was made', async () => {
      await environment.waitFor(refOf('repeated'), isGone, patienceMs);
      assert.equal(await statusOf('repeated'), 'gone');
      assert.equal((await snapshots()).filter((name) => name.startsWith('repeated')).length, 1);
      assert.ok(callsOf('DeleteDBInstance', 'repeated') > 1);
    });

    it('is made anew, once, when somebody deleted it', async () => {
      await environment.waitFor(refOf('lost'), hasCondition('Ready', 'True', 'Available'), patienceMs);
      assert.equal(await statusOf('lost'), 'available');
      assert.equal(callsOf('CreateDBInstance', 'lost'), 2);
    });
  });

  it('that is out of disk says so, and is Ready again when it has room', async () => {
    await made(database('full'));
    await admin.change({ type: 'db-instance', id: 'full' }, { DBInstanceStatus: 'storage-full' });
    await environment.waitFor(refTo(database('full')), hasCondition('Stalled', 'True', 'StorageFull'), patienceMs);
    await admin.change({ type: 'db-instance', id: 'full' }, { DBInstanceStatus: 'available' });
    await environment.waitFor(refTo(database('full')), isReady, patienceMs);
  });

  it('keeps a change that is accepted for the maintenance window, and is up to date after it', async () => {
    await made(database('patient', { applyImmediately: false }));
    await patch('patient', { instanceClass: 'db.t4g.small' });
    const ref = refTo(database('patient'));
    await environment.waitFor(ref, hasCondition('UpToDate', 'False', 'PendingMaintenance'), patienceMs);
    assert.equal((await account.database('patient'))?.DBInstanceClass, 'db.t4g.micro');
    await admin.moveTime(weekMs);
    await environment.waitFor(ref, (found) => isReady(found) && conditionOf(found, 'UpToDate') === undefined, patienceMs);
    assert.equal((await account.database('patient'))?.DBInstanceClass, 'db.t4g.small');
    assert.equal(callsOf('ModifyDBInstance', 'patient'), 1);
  });

  it('that can not shrink says what AWS says, and is Ready again when it is not asked to', async () => {
    await made(database('big', { allocatedStorage: 40 }));
    await patch('big', { allocatedStorage: 20 });
    const ref = refTo(database('big'));
    const [refused] = await environment.waitFor(ref, hasCondition('Synced', 'False'), patienceMs);
    assert.match(conditionOf(refused, 'Synced')?.message ?? '', /allocatedStorage|storage/i);
    assert.equal((await account.database('big'))?.AllocatedStorage, 40);
    await patch('big', { allocatedStorage: 40 });
    await environment.waitFor(ref, (found) => isReady(found) && hasCondition('Synced')(found), patienceMs);
  });
});
