import assert from 'node:assert/strict';
import {
  DeleteInternetGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeSecurityGroupsCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  ModifySecurityGroupRulesCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import {
  AddTagsToResourceCommand,
  DeleteDBInstanceCommand,
  DeleteDBSubnetGroupCommand,
  ModifyDBInstanceCommand,
  RemoveTagsFromResourceCommand,
} from '@aws-sdk/client-rds';
import type { ControllerProcess } from '../../hack/environment/controller-process.ts';
import { poll } from '../support/poll.ts';
import { AwsAccount, tagOf } from './support/aws-account.ts';
import { edited } from './support/aws-answers.ts';
import type { Environment } from './support/environment.ts';
import { startEnvironment } from './support/environment.ts';
import { externalName, manifest } from './support/manifest.ts';
import { leadElsewhere } from './support/lead-elsewhere.ts';
import { networkObjects as objects } from './support/network-objects.ts';
import type { ObjectRef, Wanted } from './support/objects.ts';
import { isReady } from './support/objects.ts';
import { withoutItem } from './support/xml-item.ts';

/** Two sweeps of 2 s, the calls that mend, and a machine that does other things beside. */
const mendedMs = 15_000;
/** The same, after being gone was confirmed, which takes 10 s. */
const madeAnewMs = 30_000;

/** Something done by hand, and how AWS looks when it is mended. */
interface ByHand {
  readonly what: string;
  readonly act: () => Promise<unknown>;
  readonly mended: () => Promise<boolean>;
}

describe('what is changed behind the controller', () => {
  let environment: Environment;
  let account: AwsAccount;
  let controller: ControllerProcess;
  const refs: readonly ObjectRef[] = objects.map(({ kind, metadata: { name } }) => ({ kind, name }));

  const idOf = async (kind: string, name: string): Promise<string> => {
    const object = await environment.read({ kind, name });
    return object?.metadata.annotations?.[externalName] ?? '';
  };
  const ruleOf = async (port: number) =>
    (await account.rules(await idOf('SecurityGroup', 'web'))).find(({ FromPort }) => FromPort === port);
  const routesOf = async (name: string) => (await account.routeTable(name))?.Routes ?? [];
  const mutations = () => environment.cloud.proxy.records().filter(({ call }) => call.mutating);
  const creates = () =>
    mutations()
      .map(({ call }) => call.action)
      .filter((action) => /^(Create(?!Tags)|Authorize|Associate)/.test(action));

  before(async function () {
    this.timeout(300_000);
    environment = await startEnvironment(this, { flags: ['--aws-timeout=5s'] });
    account = new AwsAccount(environment);
    controller = environment.startController();
  });
  after(() => environment.stop());

  it('the only VPC that there is, deleted, comes back, once', async () => {
    await environment.apply(manifest('VPC', 'lone', { cidrBlock: '10.1.0.0/16' }));
    await environment.waitFor({ kind: 'VPC', name: 'lone' });
    const before = await idOf('VPC', 'lone');
    environment.resetCounts();
    await environment.ec2.send(new DeleteVpcCommand({ VpcId: before }));
    await poll('another VPC', async () => (await account.vpcs('10.1.0.0/16')).length > 0, madeAnewMs);
    const id = (await account.vpcs('10.1.0.0/16'))[0]?.VpcId;
    const isNamed: Wanted = (object) => isReady(object) && object?.metadata.annotations?.[externalName] === id;
    const [made] = await environment.waitFor({ kind: 'VPC', name: 'lone' }, isNamed);
    assert.notEqual(id, before);
    assert.deepEqual(creates(), ['CreateVpc']);
    assert.equal(made?.metadata.generation, 1);
  });

  describe('in a network with a database', () => {
    before(async function () {
      this.timeout(300_000);
      await environment.apply(...objects);
      await environment.waitFor(refs, isReady, 60_000);
    });

    const changes: readonly ByHand[] = [
      {
        what: 'a tag of a VPC is changed',
        act: async () => account.tag(await idOf('VPC', 'net'), 'Name', 'by hand'),
        mended: async () => tagOf((await account.vpcs('10.0.0.0/16'))[0], 'Name') === 'net',
      },
      {
        what: 'a tag of a subnet is removed',
        act: async () => environment.ec2.send(new DeleteTagsCommand({ Resources: [await idOf('Subnet', 'b')], Tags: [{ Key: 'team' }] })),
        mended: async () => tagOf(await account.subnet('10.0.2.0/24'), 'team') === 'shop',
      },
      {
        what: 'an attribute of a subnet is switched',
        act: async () =>
          environment.ec2.send(
            new ModifySubnetAttributeCommand({ SubnetId: await idOf('Subnet', 'a'), MapPublicIpOnLaunch: { Value: false } }),
          ),
        mended: async () => (await account.subnet('10.0.1.0/24'))?.MapPublicIpOnLaunch === true,
      },
      {
        what: 'the description of a rule is changed',
        act: async () => modifyRule(80, { FromPort: 80, ToPort: 80, Description: 'By hand' }),
        mended: async () => (await ruleOf(80))?.Description === 'Within',
      },
      {
        what: 'a rule is made to open another port',
        act: async () => modifyRule(443, { FromPort: 22, ToPort: 22, Description: 'Within' }),
        mended: async () => (await ruleOf(443)) !== undefined && (await ruleOf(22)) === undefined,
      },
      {
        what: 'a route is led elsewhere',
        act: async () => {
          const network = {
            table: await idOf('RouteTable', 'public'),
            vpc: await idOf('VPC', 'net'),
            gateway: await idOf('InternetGateway', 'net'),
          };
          await leadElsewhere(environment.ec2, network, '192.168.0.0/16');
        },
        mended: async () => {
          const gateway = await idOf('InternetGateway', 'net');
          return (await routesOf('public')).some((route) => route.DestinationCidrBlock === '192.168.0.0/16' && route.GatewayId === gateway);
        },
      },
      {
        what: 'a gateway is detached',
        act: async () =>
          environment.ec2.send(
            new DetachInternetGatewayCommand({ InternetGatewayId: await idOf('InternetGateway', 'net'), VpcId: await idOf('VPC', 'net') }),
          ),
        mended: async () => {
          const found = await environment.ec2.send(
            new DescribeInternetGatewaysCommand({ InternetGatewayIds: [await idOf('InternetGateway', 'net')] }),
          );
          return found.InternetGateways?.[0]?.Attachments?.[0]?.VpcId === (await idOf('VPC', 'net'));
        },
      },
      {
        what: 'a field of a database is changed',
        act: async () => environment.rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'data', BackupRetentionPeriod: 1 })),
        mended: async () => (await account.database('data'))?.BackupRetentionPeriod === 3,
      },
      {
        what: 'a tag of a database is removed',
        act: async () => {
          const arn = (await account.database('data'))?.DBInstanceArn;
          await environment.rds.send(new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: ['Name'] }));
        },
        mended: async () => (await account.rdsTag((await account.database('data'))?.DBInstanceArn ?? '', 'Name')) === 'data',
      },
    ];

    async function modifyRule(port: number, rule: { FromPort: number; ToPort: number; Description: string }): Promise<void> {
      const found = await ruleOf(port);
      await environment.ec2.send(
        new ModifySecurityGroupRulesCommand({
          GroupId: found?.GroupId,
          SecurityGroupRules: [
            { SecurityGroupRuleId: found?.SecurityGroupRuleId, SecurityGroupRule: { IpProtocol: 'tcp', CidrIpv4: '10.0.0.0/8', ...rule } },
          ],
        }),
      );
    }

    for (const { what, act, mended } of changes) {
      it(`${what}: mended within two sweeps`, async () => {
        await act();
        assert.equal(await mended(), false, 'it is broken to begin with');
        await poll('its being mended', mended, mendedMs);
      });
    }

    describe('deleted', () => {
      const deletions: readonly (ByHand & { readonly ref: ObjectRef; readonly once: string })[] = [
        {
          what: 'a VPC',
          ref: { kind: 'VPC', name: 'spare' },
          once: 'CreateVpc',
          act: async () => environment.ec2.send(new DeleteVpcCommand({ VpcId: await idOf('VPC', 'spare') })),
          mended: async () => (await account.vpcs('10.9.0.0/16')).length === 1,
        },
        {
          what: 'a subnet',
          ref: { kind: 'Subnet', name: 'spare' },
          once: 'CreateSubnet',
          act: async () => environment.ec2.send(new DeleteSubnetCommand({ SubnetId: await idOf('Subnet', 'spare') })),
          mended: async () => (await account.subnet('10.0.9.0/24')) !== undefined,
        },
        {
          what: 'a gateway',
          ref: { kind: 'InternetGateway', name: 'spare' },
          once: 'CreateInternetGateway',
          act: async () =>
            environment.ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId: await idOf('InternetGateway', 'spare') })),
          mended: async () => hasOwned('InternetGateway', 'spare'),
        },
        {
          what: 'a route table',
          ref: { kind: 'RouteTable', name: 'spare' },
          once: 'CreateRouteTable',
          act: async () => environment.ec2.send(new DeleteRouteTableCommand({ RouteTableId: await idOf('RouteTable', 'spare') })),
          mended: async () => (await account.routeTable('spare')) !== undefined,
        },
        {
          what: 'a route',
          ref: { kind: 'Route', name: 'default' },
          once: 'CreateRoute',
          act: async () =>
            environment.ec2.send(
              new DeleteRouteCommand({ RouteTableId: await idOf('RouteTable', 'public'), DestinationCidrBlock: '0.0.0.0/0' }),
            ),
          mended: async () => (await routesOf('public')).some((route) => route.DestinationCidrBlock === '0.0.0.0/0'),
        },
        {
          what: 'an association',
          ref: { kind: 'RouteTableAssociation', name: 'a' },
          once: 'AssociateRouteTable',
          act: async () => {
            const [association] = (await account.routeTable('public'))?.Associations ?? [];
            await environment.ec2.send(new DisassociateRouteTableCommand({ AssociationId: association?.RouteTableAssociationId }));
          },
          mended: async () => (await account.routeTable('public'))?.Associations?.length === 1,
        },
        {
          what: 'a security group',
          ref: { kind: 'SecurityGroup', name: 'spare' },
          once: 'CreateSecurityGroup',
          act: async () => environment.ec2.send(new DeleteSecurityGroupCommand({ GroupId: await idOf('SecurityGroup', 'spare') })),
          mended: async () => {
            const { SecurityGroups } = await environment.ec2.send(new DescribeSecurityGroupsCommand({}));
            return SecurityGroups?.some(({ GroupName }) => GroupName === 'spare') === true;
          },
        },
        {
          what: 'a rule',
          ref: { kind: 'SecurityGroupRule', name: 'web-8080' },
          once: 'AuthorizeSecurityGroupIngress',
          act: async () => {
            const rule = await ruleOf(8080);
            await environment.ec2.send(
              new RevokeSecurityGroupIngressCommand({ GroupId: rule?.GroupId, SecurityGroupRuleIds: [rule?.SecurityGroupRuleId ?? ''] }),
            );
          },
          mended: async () => (await ruleOf(8080)) !== undefined,
        },
        {
          what: 'a DB subnet group',
          ref: { kind: 'SubnetGroup', name: 'spare' },
          once: 'CreateDBSubnetGroup',
          act: async () => environment.rds.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName: 'spare' })),
          mended: async () => account.hasSubnetGroup('spare'),
        },
        {
          what: 'a database',
          ref: { kind: 'Instance', name: 'spare' },
          once: 'CreateDBInstance',
          act: async () => environment.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'spare', SkipFinalSnapshot: true })),
          mended: async () => (await account.database('spare')) !== undefined,
        },
      ];

      async function hasOwned(kind: string, name: string): Promise<boolean> {
        const Filters = [{ Name: 'tag:evenkeel.dev:name', Values: [name] }];
        const { InternetGateways } = await environment.ec2.send(new DescribeInternetGatewaysCommand({ Filters }));
        return kind === 'InternetGateway' && InternetGateways?.length === 1;
      }

      // All at once: being gone takes 10 s to be believed.
      before(async () => {
        environment.resetCounts();
        for (const { act } of deletions) await act();
        for (const { what, mended } of deletions) assert.equal(await mended(), false, `${what} is gone to begin with`);
      });

      for (const { what, mended, ref, once } of deletions) {
        it(`${what}: made anew once`, async () => {
          await poll('its being there', mended, madeAnewMs);
          await environment.waitFor(ref);
          assert.equal(creates().filter((action) => action === once).length, 1);
        });
      }
    });

    it('tags of others are left alone', async () => {
      const vpc = await idOf('VPC', 'net');
      await account.tag(vpc, 'cost-center', '4711');
      await account.tag(vpc, 'Name', 'by hand');
      await poll('the mended tag', async () => tagOf((await account.vpcs('10.0.0.0/16'))[0], 'Name') === 'net', mendedMs);
      assert.equal(tagOf((await account.vpcs('10.0.0.0/16'))[0], 'cost-center'), '4711');
    });

    it('owner tags removed by hand are put back, and no second VPC is made', async () => {
      environment.resetCounts();
      const vpc = await idOf('VPC', 'net');
      const Tags = ['control-plane', 'uid', 'name', 'namespace', 'kind', 'attempt'].map((name) => ({ Key: `evenkeel.dev:${name}` }));
      await environment.ec2.send(new DeleteTagsCommand({ Resources: [vpc], Tags }));
      const isOwned = async () => tagOf((await account.vpcs('10.0.0.0/16'))[0], 'evenkeel.dev:uid') !== undefined;
      assert.equal(await isOwned(), false);
      await poll('the owner tags', isOwned, mendedMs);
      assert.deepEqual(creates(), []);
      assert.equal((await account.vpcs('10.0.0.0/16')).length, 1);
    });

    it('a listing that lacks one VPC changes nothing', async () => {
      await quiet();
      const vpc = await idOf('VPC', 'net');
      let lacking = 0;
      environment.resetCounts();
      environment.cloud.proxy.intercept((call) => {
        const listing = call.action === 'DescribeVpcs' && call.params['Filter.1.Name']?.startsWith('tag:') === true;
        if (!listing || lacking >= 3) return 'forward';
        lacking += 1;
        return edited(environment.cloud.directUrl, call, (xml) => withoutItem(xml, `<vpcId>${vpc}</vpcId>`));
      });
      await poll(
        'three listings without the VPC, and one more',
        () => lacking === 3 && environment.awsCalls().get('DescribeVpcs') !== undefined,
      );
      await sweeps(1);
      environment.cloud.proxy.intercept(undefined);
      assert.deepEqual(mutations(), []);
      assert.deepEqual(environment.kubernetesWrites(), []);
      assert.equal(isReady(await environment.read({ kind: 'VPC', name: 'net' })), true);
    });

    it('what only deep reads show is mended at once when a look is asked for', async () => {
      const vpc = await idOf('VPC', 'net');
      const arn = String((await environment.read({ kind: 'SubnetGroup', name: 'data' }))?.status?.atProvider?.['arn']);
      await switchHostnames(vpc);
      await environment.rds.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags: [{ Key: 'Name', Value: 'by hand' }] }));
      await sweeps(2);
      assert.equal(await account.hostnames(vpc), false, 'a sweep does not show it');
      assert.equal(await account.rdsTag(arn, 'Name'), 'by hand', 'a sweep does not show it');
      const request = `evenkeel.dev/reconcile-requested-at=${new Date().toISOString()}`;
      await environment.kubectl(['annotate', 'vpc/net', 'subnetgroup/data', request]);
      await poll('the host names', async () => (await account.hostnames(vpc)) === true, mendedMs);
      await poll('the tag', async () => (await account.rdsTag(arn, 'Name')) === 'data', mendedMs);
      const [handled] = await environment.waitFor({ kind: 'VPC', name: 'net' }, (object) =>
        request.endsWith(object?.status?.lastHandledReconcileAt ?? 'never'),
      );
      assert.equal(isReady(handled), true);
    });

    it('what only deep reads show is mended within the deep interval', async () => {
      await controller.stop();
      controller = environment.startController(['--deep-interval=4s']);
      await sweeps(1);
      const vpc = await idOf('VPC', 'net');
      await switchHostnames(vpc);
      await poll('the host names', async () => (await account.hostnames(vpc)) === true, mendedMs);
    });

    async function switchHostnames(vpc: string): Promise<void> {
      await environment.ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpc, EnableDnsHostnames: { Value: false } }));
    }

    /** Resolves when so many further listings of VPCs have begun. */
    async function sweeps(count: number): Promise<void> {
      const listings = () => environment.awsCalls().get('DescribeDBInstances') ?? 0;
      const start = listings();
      await poll(`${count} sweeps`, () => listings() >= start + count, 20_000);
    }

    /** Resolves when two sweeps have gone by without a change in AWS. */
    async function quiet(): Promise<void> {
      await poll(
        'two sweeps without a change',
        async () => {
          environment.resetCounts();
          await sweeps(2);
          return mutations().length === 0 && environment.kubernetesWrites().length === 0;
        },
        60_000,
      );
    }
  });
});
