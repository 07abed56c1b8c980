import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import {
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  DeleteRouteTableCommand,
  DetachInternetGatewayCommand,
  ReplaceRouteTableAssociationCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { DescribeDBSubnetGroupsCommand, ModifyDBSubnetGroupCommand } from '@aws-sdk/client-rds';
import type { ControllerProcess } from '../../../hack/environment/controller-process.ts';
import { poll } from '../../support/poll.ts';
import { AwsAccount } from '../support/aws-account.ts';
import type { Environment } from '../support/environment.ts';
import { ownPair, startEnvironment } from '../support/environment.ts';
import { externalName, manifest, refTo, type Manifest } from '../support/manifest.ts';
import { networkObjects } from '../support/network-objects.ts';
import { isGone, isReady } from '../support/objects.ts';
import { simulatorAdmin, type SimulatorAdminClient } from '../support/simulator-admin.ts';

const patienceMs = 60_000;
/** More than DescribeRouteTables shows on a page. */
const many = 110;

const within = { vpcIdRef: { name: 'net' } };
const creations = /^(Create(?!Tags)|Authorize|Associate)/;

describe('a network in an AWS that does not show at once what it did, and refuses what it must', function () {
  this.timeout(180_000);
  let environment: Environment;
  let account: AwsAccount;
  let admin: SimulatorAdminClient;
  let controller: ControllerProcess;

  before(async function () {
    environment = await startEnvironment(this, { ...ownPair, flags: ['--visibility-window=15s', '--settle-time=3s'] });
    account = new AwsAccount(environment);
    admin = simulatorAdmin(environment.cloud);
    controller = environment.startController();
  });
  after(() => environment?.stop());

  const actions = (): readonly string[] => environment.cloud.proxy.records().map(({ call }) => call.action);
  const ready = (objects: readonly Manifest[]) => environment.waitFor(objects.map(refTo), isReady, patienceMs);
  const idOf = async (kind: string, name: string): Promise<string> =>
    (await environment.read({ kind, name }))?.metadata.annotations?.[externalName] ?? '';
  const remove = (kind: string, name: string): Promise<string> => environment.kubectl(['delete', kind, name, '--wait=false']);

  it('is made once, although what was made and changed shows late', async () => {
    await admin.changeSettings({ createVisibilityMs: 1_500, changeVisibilityMs: 1_000 });
    await environment.apply(...networkObjects);
    await ready(networkObjects);
    await admin.changeSettings({ createVisibilityMs: 0, changeVisibilityMs: 0 });
    const made = actions().filter((action) => creations.test(action));
    assert.equal(made.length, networkObjects.length, made.join(', '));
    assert.equal((await account.vpcs('10.0.0.0/16')).length, 1);
  });

  it('has an association that somebody gave another table brought back', async () => {
    const [association] = (await account.routeTable('public'))?.Associations ?? [];
    const RouteTableId = await idOf('RouteTable', 'spare');
    await environment.ec2.send(
      new ReplaceRouteTableAssociationCommand({ AssociationId: association?.RouteTableAssociationId, RouteTableId }),
    );
    const subnets = async () => (await account.routeTable('public'))?.Associations?.map(({ SubnetId }) => SubnetId) ?? [];
    assert.deepEqual(await subnets(), []);
    const subnet = await idOf('Subnet', 'a');
    await poll('the association', async () => (await subnets()).includes(subnet), patienceMs);
    await ready(networkObjects);
  });

  it('has the subnets of a DB subnet group that somebody changed put back', async () => {
    const third = manifest('Subnet', 'c', { ...within, cidrBlock: '10.0.3.0/24', availabilityZone: 'us-east-1c' });
    await environment.apply(third);
    await ready([third]);
    const DBSubnetGroupName = 'spare';
    const subnets = async (): Promise<readonly unknown[]> => {
      const { DBSubnetGroups } = await environment.rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName }));
      return (DBSubnetGroups?.[0]?.Subnets ?? []).map(({ SubnetIdentifier }) => SubnetIdentifier).toSorted();
    };
    const wanted = await subnets();
    const SubnetIds = [await idOf('Subnet', 'a'), await idOf('Subnet', 'c')];
    await environment.rds.send(new ModifyDBSubnetGroupCommand({ DBSubnetGroupName, SubnetIds }));
    assert.deepEqual(await subnets(), SubnetIds.toSorted());
    await poll('the subnets', async () => isDeepStrictEqual(await subnets(), wanted), patienceMs);
  });

  describe('deletion that AWS refuses, since somebody else uses what is to go,', () => {
    /** Deletes, sees AWS refuse, kills the process, sees its successor refused, and lets it go on. */
    async function held(object: Manifest, action: string, letGo: () => Promise<unknown>): Promise<void> {
      const { kind, name } = refTo(object);
      const id = await idOf(kind, name);
      environment.resetCounts();
      const refused = (times: number): Promise<void> => poll(`${action} being refused`, () => refusals(action, id) >= times, patienceMs);
      await remove(kind.toLowerCase(), name);
      await refused(1);
      await controller.kill();
      const before = refusals(action, id);
      controller = environment.startController();
      await refused(before + 1);
      assert.notEqual(await environment.read(refTo(object)), undefined);
      await letGo();
      await environment.waitFor(refTo(object), isGone, patienceMs);
      assert.deepEqual(
        actions().filter((one) => creations.test(one)),
        [],
      );
    }

    function refusals(action: string, id: string): number {
      return environment.cloud.proxy
        .records()
        .filter(({ call, status }) => call.action === action && Object.values(call.params).includes(id) && status === 400).length;
    }

    it('goes on for a VPC when the gateway is detached, with another process', async () => {
      const vpc = manifest('VPC', 'held', { cidrBlock: '10.70.0.0/16' });
      await environment.apply(vpc);
      await ready([vpc]);
      const { InternetGateway } = await environment.ec2.send(new CreateInternetGatewayCommand({}));
      const ends = { InternetGatewayId: InternetGateway?.InternetGatewayId, VpcId: await idOf('VPC', 'held') };
      await environment.ec2.send(new AttachInternetGatewayCommand(ends));
      await held(vpc, 'DeleteVpc', () => environment.ec2.send(new DetachInternetGatewayCommand(ends)));
      assert.deepEqual(await account.vpcs('10.70.0.0/16'), []);
    });

    it('goes on for a security group when no rule names it, with another process', async () => {
      const group = manifest('SecurityGroup', 'held', { ...within, name: 'held', description: 'Held' });
      await environment.apply(group);
      await ready([group]);
      const UserIdGroupPairs = [{ GroupId: await idOf('SecurityGroup', 'held') }];
      const rule = {
        GroupId: await idOf('SecurityGroup', 'web'),
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, UserIdGroupPairs }],
      };
      await environment.ec2.send(new AuthorizeSecurityGroupIngressCommand(rule));
      await held(group, 'DeleteSecurityGroup', () => environment.ec2.send(new RevokeSecurityGroupIngressCommand(rule)));
    });
  });

  it('is made in a storm of throttling, once', async () => {
    const vpcs = Array.from({ length: 20 }, (_, index) => manifest('VPC', `storm-${index}`, { cidrBlock: `10.${100 + index}.0.0/16` }));
    environment.resetCounts();
    await admin.orderFault({ service: 'ec2', count: 40, effect: { kind: 'throttled' } });
    await environment.apply(...vpcs);
    await ready(vpcs);
    for (const [index] of vpcs.entries()) assert.equal((await account.vpcs(`10.${100 + index}.0.0/16`)).length, 1);
  });

  it('of several pages is seen whole: what is missing among them is made anew, and nothing else', async () => {
    const tables = Array.from({ length: many }, (_, index) => manifest('RouteTable', `table-${index}`, { ...within }));
    await environment.apply(...tables);
    await ready(tables);
    const before = await idOf('RouteTable', 'table-7');
    environment.resetCounts();
    await environment.ec2.send(new DeleteRouteTableCommand({ RouteTableId: before }));
    await environment.waitFor(
      { kind: 'RouteTable', name: 'table-7' },
      (object) => isReady(object) && ![before, undefined].includes(object?.metadata.annotations?.[externalName]),
      patienceMs,
    );
    assert.deepEqual(
      actions().filter((action) => creations.test(action)),
      ['CreateRouteTable'],
    );
  });
});
