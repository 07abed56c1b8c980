import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CreateSecurityGroupCommand, DeleteSecurityGroupCommand, DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { CreateDBInstanceCommand, DeleteDBInstanceCommand } from '@aws-sdk/client-rds';
import { parse } from 'yaml';
import { awsKinds } from '../../src/aws/generated/kinds.ts';
import { kindName } from '../../src/engine/kind.ts';
import { referencesOf } from '../../src/engine/schema/reference-fields.ts';
import type { AwsCall } from '../support/aws-proxy.ts';
import type { Verdict } from '../support/verdict.ts';
import { awsError, isFor } from './support/aws-answers.ts';
import { startEnvironment, type Environment } from './support/environment.ts';
import { externalName, manifest, refTo, type Manifest } from './support/manifest.ts';
import { conditionOf, hasCondition, isGone, isReady } from './support/objects.ts';

const vpc = (name: string, cidrBlock: string, options: object = {}): Manifest => manifest('VPC', name, { cidrBlock }, options);

function database(name: string): Manifest {
  const fields = { engine: 'postgres', instanceClass: 'db.t4g.micro', allocatedStorage: 20, username: 'shop', skipFinalSnapshot: true };
  return manifest('Instance', name, { ...fields, manageMasterUserPassword: true });
}

/** What AWS says to the first creates of a VPC. `times` undefined: until it is mended. */
interface Trouble {
  readonly name: string;
  readonly cidrBlock: string;
  readonly times?: number;
  readonly verdict: (call: AwsCall) => Verdict;
  /** The condition that says so, its reason and message; undefined: it passes by itself. */
  readonly said?: readonly [type: string, reason: string, message: RegExp];
}

const troubles: readonly Trouble[] = [
  {
    name: 'denied',
    cidrBlock: '10.1.0.0/16',
    verdict: (call) =>
      awsError(
        call,
        403,
        'UnauthorizedOperation',
        `You are not authorized. Encoded authorization failure message: ${'x'.repeat(200)}${Math.random()}`,
      ),
    said: ['Stalled', 'UnauthorizedOperation', /^CreateVpc: UnauthorizedOperation: You are not authorized\.( \(request .*\))?$/],
  },
  {
    name: 'quota',
    cidrBlock: '10.2.0.0/16',
    verdict: (call) => awsError(call, 400, 'VpcLimitExceeded', 'The maximum number of VPCs has been reached.'),
    said: ['Stalled', 'VpcLimitExceeded', /^CreateVpc: VpcLimitExceeded: The maximum number of VPCs has been reached/],
  },
  {
    name: 'refused-keys',
    cidrBlock: '10.3.0.0/16',
    verdict: (call) => awsError(call, 401, 'AuthFailure', 'AWS was not able to validate the provided access credentials'),
    said: ['Stalled', 'AuthFailure', /^CreateVpc: AuthFailure: AWS was not able to validate/],
  },
  {
    name: 'storm',
    cidrBlock: '10.4.0.0/16',
    times: 3,
    verdict: (call) => awsError(call, 503, 'RequestLimitExceeded', 'Request limit exceeded.'),
  },
  {
    name: 'internal',
    cidrBlock: '10.5.0.0/16',
    times: 1,
    verdict: (call) => awsError(call, 500, 'InternalError', 'An internal error has occurred'),
  },
  { name: 'lost', cidrBlock: '10.6.0.0/16', times: 1, verdict: () => 'drop-response' },
  { name: 'silent', cidrBlock: '10.7.0.0/16', times: 1, verdict: () => 'hold-response' },
];

describe('bad input and bad weather', () => {
  let environment: Environment;
  const mended = new Set<string>();
  const met = new Map<string, number>();

  before(async function () {
    this.timeout(90_000);
    environment = await startEnvironment(this, { flags: ['--aws-timeout=2s', '--visibility-window=3s'] });
    environment.cloud.proxy.intercept(answer);
    environment.startController();
    await environment.apply(...troubles.map(({ name, cidrBlock }) => vpc(name, cidrBlock)), vpc('base', '10.20.0.0/16'));
    await environment.waitFor({ kind: 'VPC', name: 'base' });
  });
  after(() => environment?.stop());

  function answer(call: AwsCall): Verdict {
    const trouble = call.action === 'CreateVpc' ? troubles.find(({ name }) => isFor(call, name)) : undefined;
    if (trouble === undefined || mended.has(trouble.name)) return 'forward';
    const times = (met.get(trouble.name) ?? 0) + 1;
    met.set(trouble.name, times);
    return trouble.times !== undefined && times > trouble.times ? 'forward' : trouble.verdict(call);
  }

  const stalled = async (object: Manifest, reason: string): Promise<string> => {
    const [found] = await environment.waitFor(refTo(object), hasCondition('Stalled', 'True', reason));
    assert.equal(conditionOf(found, 'Ready')?.status, 'False');
    assert.equal(conditionOf(found, 'Synced')?.reason, reason);
    return conditionOf(found, 'Stalled')?.message ?? '';
  };
  /** What was mended in AWS shows at the next try: in ten minutes, or when asked for. */
  const ask = (object: Manifest): Promise<string> =>
    environment.kubectl([
      'annotate',
      object.kind === 'Instance' ? 'instances.rds.aws.evenkeel.dev' : object.kind.toLowerCase(),
      object.metadata.name,
      `evenkeel.dev/reconcile-requested-at=${Date.now()}`,
    ]);

  describe('admission', () => {
    const refusals: readonly (readonly [string, Manifest, RegExp])[] = [
      ['a field that is missing', manifest('VPC', 'refused', {}), /forProvider\.cidrBlock is required to create the VPC/],
      ['a value of another type', manifest('VPC', 'refused', { cidrBlock: 7 }), /cidrBlock/],
      ['a block that is none', vpc('refused', '10.0.0.0/33'), /cidrBlock/],
      [
        'a field that there is not',
        manifest('VPC', 'refused', { cidrBlock: '10.0.0.0/16', cidr: 'x' }),
        /unknown field "(spec\.forProvider\.)?cidr"/,
      ],
      [
        'a field that is not supported yet, by name',
        manifest('VPC', 'refused', { cidrBlock: '10.0.0.0/16', ipv4IpamPoolId: 'x' }),
        /ipv4IpamPoolId.*not supported/,
      ],
    ];
    for (const [name, object, message] of refusals)
      it(`refuses ${name}`, async () => {
        await assert.rejects(environment.apply(object), message);
        assert.equal(await environment.read(refTo(object)), undefined);
      });
  });

  describe('AWS', () => {
    for (const { name, cidrBlock, said } of troubles) {
      const object = vpc(name, cidrBlock);
      it(`answers a create with "${name}": ${said === undefined ? 'it passes by itself' : 'the condition says so, and once mended it becomes Ready'}`, async () => {
        if (said !== undefined) {
          assert.match(await stalled(object, said[1]), said[2]);
          assert.equal(met.get(name), 1, 'a refused call is not repeated');
          mended.add(name);
          await ask(object);
        }
        await environment.waitFor(refTo(object));
        const { Vpcs = [] } = await environment.ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'cidr', Values: [cidrBlock] }] }));
        assert.equal(Vpcs.length, 1);
      });
    }
  });

  describe('a name that somebody else has in AWS', () => {
    it('keeps a security group waiting, made once, until it is free', async () => {
      const base = await environment.read({ kind: 'VPC', name: 'base' });
      const VpcId = base?.metadata.annotations?.[externalName];
      const { GroupId } = await environment.ec2.send(new CreateSecurityGroupCommand({ GroupName: 'taken', Description: 'x', VpcId }));
      const object = manifest('SecurityGroup', 'taken', { name: 'taken', description: 'x', vpcIdRef: { name: 'base' } });
      environment.resetCounts();
      await environment.apply(object);
      assert.match(
        await stalled(object, 'AlreadyExists'),
        new RegExp(`SecurityGroup ${GroupId} exists already .*to adopt it, set the annotation evenkeel\\.dev/external-name to ${GroupId}`),
      );
      assert.equal(environment.awsCalls().get('CreateSecurityGroup'), 1);
      await environment.ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
      await ask(object);
      await environment.waitFor(refTo(object));
    });

    it('keeps a database waiting, untouched, until it is free', async () => {
      const DBInstanceIdentifier = 'taken';
      const given = {
        Engine: 'postgres',
        DBInstanceClass: 'db.t4g.small',
        AllocatedStorage: 20,
        MasterUsername: 'x',
        MasterUserPassword: 'made-up-password',
      };
      await environment.rds.send(new CreateDBInstanceCommand({ ...given, DBInstanceIdentifier }));
      environment.resetCounts();
      await environment.apply(database('taken'));
      assert.match(await stalled(database('taken'), 'AlreadyExists'), /Instance taken exists already and is not managed by this object/);
      assert.deepEqual(
        environment.cloud.proxy.records().filter(({ call }) => call.mutating && call.service === 'rds'),
        [],
      );
      await environment.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
      await ask(database('taken'));
      await environment.waitFor(refTo(database('taken')));
    });
  });

  describe('references', () => {
    it('to nothing are waited for, by name, and resolve at once', async () => {
      const object = manifest('Subnet', 'early', { cidrBlock: '10.40.1.0/24', vpcIdRef: { name: 'later' } });
      await environment.apply(object);
      const [found] = await environment.waitFor(refTo(object), hasCondition('ReferencesResolved', 'False'));
      assert.equal(conditionOf(found, 'Reconciling')?.reason, 'WaitingForReference');
      assert.match(conditionOf(found, 'Ready')?.message ?? '', /forProvider\.vpcIdRef: VPC later does not exist/);
      await environment.apply(vpc('later', '10.40.0.0/16'));
      await environment.waitFor(refTo(object));
    });

    it('can make no circle: no kind leads back to itself', () => {
      const targets = new Map(
        awsKinds.map(
          ({ schema }) =>
            [kindName(schema), referencesOf(schema).map((field) => `${field.schema.kind}.${field.schema.group ?? schema.group}`)] as const,
        ),
      );
      const reaches = (from: string, seen: readonly string[] = []): readonly string[] =>
        seen.includes(from) ? [from] : (targets.get(from) ?? []).flatMap((next) => reaches(next, [...seen, from]));
      assert.deepEqual(
        [...targets.keys()].filter((kind) => reaches(kind).includes(kind)),
        [],
      );
    });
  });

  it('of two objects that claim one subnet the first has it, and the second takes over when the first goes', async () => {
    const claim = (name: string): Manifest => manifest('Subnet', name, { cidrBlock: '10.20.1.0/24', vpcIdRef: { name: 'base' } });
    await environment.apply(claim('first'));
    await environment.waitFor(refTo(claim('first')));
    await environment.apply(claim('second'));
    assert.match(
      await stalled(claim('second'), 'ManagementConflict'),
      /the same Subnet in AWS is claimed by Subnet first: remove one of the two objects/,
    );
    await environment.kubectl(['delete', 'subnet', 'first', '--wait=false']);
    await environment.waitFor(refTo(claim('first')), isGone);
    await environment.waitFor(refTo(claim('second')));
    const { Subnets = [] } = await environment.ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'cidr-block', Values: ['10.20.1.0/24'] }] }),
    );
    assert.equal(Subnets.length, 1);
  });

  describe('an object that slipped past the schema', () => {
    const file = 'crds/vpcs.ec2.aws.evenkeel.dev.yaml';
    const crooked = {
      ...vpc('crooked', ''),
      spec: { forProvider: { region: 'us-east-1', cidrBlock: '10.50.0.0/16', enableDnsSupport: 'yes', tags: 'none' } },
    };
    const hollow = { ...vpc('hollow', ''), spec: { forProvider: 'us-east-1' } };

    before(async () => {
      const crd = parse(readFileSync(file, 'utf8')) as { readonly metadata: { readonly name: string } };
      const loose = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
      await environment.kubectl([
        'patch',
        'crd',
        crd.metadata.name,
        '--type=json',
        '-p',
        JSON.stringify([{ op: 'replace', path: '/spec/versions/0/schema', value: loose }]),
      ]);
      await untilAccepted([crooked, hollow]);
      await environment.kubectl(['replace', '-f', file]);
    });

    async function untilAccepted(objects: readonly object[]): Promise<void> {
      const end = Date.now() + 15_000;
      for (;;) {
        try {
          for (const object of objects) await environment.kubectl(['apply', '--validate=false', '-f', '-'], JSON.stringify(object));
          return;
        } catch (error) {
          if (Date.now() > end) throw error;
        }
      }
    }

    it('is Stalled, with the field in the message', async () => {
      assert.match(await stalled(crooked as unknown as Manifest, 'InvalidSpec'), /VPC crooked is not valid: .*enableDnsSupport.*tags/);
      assert.match(await stalled(hollow as unknown as Manifest, 'InvalidSpec'), /VPC hollow is not valid: .*forProvider/);
    });

    it('holds up no other', async () => {
      await environment.apply(
        vpc('straight', '10.51.0.0/16'),
        manifest('Subnet', 'straight', { cidrBlock: '10.51.1.0/24', vpcIdRef: { name: 'straight' } }),
      );
      await environment.waitFor([refTo(vpc('straight', '')), { kind: 'Subnet', name: 'straight' }]);
      assert.ok(isReady(await environment.read({ kind: 'VPC', name: 'base' })));
    });

    it('becomes Ready when it is corrected', async () => {
      await environment.kubectl(['replace', '-f', '-'], JSON.stringify(vpc('crooked', '10.50.0.0/16')));
      await environment.waitFor(refTo(vpc('crooked', '')));
    });

    it('goes when it is deleted', async () => {
      await environment.kubectl(['delete', 'vpc', 'hollow', '--wait=false']);
      await environment.waitFor({ kind: 'VPC', name: 'hollow' }, isGone);
    });
  });

  describe('after all of it', () => {
    it('made nothing twice', async () => {
      const { Vpcs = [] } = await environment.ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['false'] }] }));
      const blocks = Vpcs.map(({ CidrBlock }) => CidrBlock);
      assert.deepEqual(blocks.toSorted(), [...new Set(blocks)].toSorted());
      assert.ok(blocks.length >= troubles.length);
    });
  });
});
