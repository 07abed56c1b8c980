import assert from 'node:assert/strict';
import { CreateTagsCommand } from '@aws-sdk/client-ec2';
import { newestKubectl, type Kubectl } from '../support/kubectl.ts';
import { kstatus, kubectlWaitReady, type KStatus, type Readable } from '../support/kstatus.ts';
import type { AwsCall } from '../support/aws-proxy.ts';
import { poll } from '../support/poll.ts';
import type { Verdict } from '../support/verdict.ts';
import { awsError, edited, isFor } from './support/aws-answers.ts';
import { startEnvironment, type Environment } from './support/environment.ts';
import { externalName, manifest, refTo, type Manifest, type ManifestOptions } from './support/manifest.ts';
import { stateOf, type ManagedView } from './support/objects.ts';

const order = ['Stalled', 'Reconciling', 'Ready', 'Synced', 'ReferencesResolved', 'UpToDate', 'Paused', 'DeletionBlocked'];
const resources: Readonly<Record<string, string>> = { VPC: 'vpc', Subnet: 'subnet', Instance: 'instances.rds.aws.evenkeel.dev' };

const vpc = (name: string, block: number, options: ManifestOptions = {}): Manifest =>
  manifest('VPC', name, { cidrBlock: `10.${block}.0.0/16`, tags: { Name: name } }, options);
const database = (name: string, more: object = {}): Manifest =>
  manifest('Instance', name, {
    ...{ engine: 'postgres', instanceClass: 'db.t4g.micro', allocatedStorage: 20, username: 'shop' },
    ...{ skipFinalSnapshot: true, manageMasterUserPassword: true, ...more },
  });

/** One row of the table of conditions, brought about for real. */
interface State {
  readonly name: string;
  readonly object: Manifest;
  /** What is done once the object is Ready; absent: it is not waited for. */
  readonly once?: (object: ManagedView) => Promise<unknown>;
  /** Conditions as `Type=Status Reason`, in order. */
  readonly conditions: readonly string[];
  readonly kstatus: KStatus;
  readonly waitReady: boolean;
}

describe('the table of conditions, live', () => {
  let environment: Environment;
  let kubectl: Kubectl;

  const patch = ({ kind, metadata: { name } }: Pick<Manifest, 'kind' | 'metadata'>, body: object): Promise<string> =>
    environment.kubectl(['patch', resources[kind] ?? kind, name, '--type=merge', '-p', JSON.stringify(body)]);
  const remove = ({ kind, metadata: { name } }: Pick<Manifest, 'kind' | 'metadata'>): Promise<string> =>
    environment.kubectl(['delete', resources[kind] ?? kind, name, '--wait=false']);
  const idOf = (object: ManagedView): string => object.metadata.annotations?.[externalName] ?? '';
  const renameByHand = (object: ManagedView): Promise<unknown> =>
    environment.ec2.send(new CreateTagsCommand({ Resources: [idOf(object)], Tags: [{ Key: 'Name', Value: 'by hand' }] }));

  const annotations = { 'evenkeel.dev/paused': 'true' };
  const blocked = vpc('blocked', 11);
  const protectedOne = vpc('protected', 12);
  const states: readonly State[] = [
    {
      name: 'ready',
      object: vpc('ready', 1),
      once: async () => undefined,
      conditions: ['Ready=True Available', 'Synced=True ReconcileSuccess'],
      kstatus: 'Current',
      waitReady: true,
    },
    {
      name: 'creating',
      object: database('creating'),
      conditions: ['Reconciling=True Creating', 'Ready=False Creating', 'Synced=True ReconcileSuccess'],
      kstatus: 'InProgress',
      waitReady: false,
    },
    {
      name: 'backing up',
      object: database('backing-up'),
      conditions: ['Ready=True BackingUp', 'Synced=True ReconcileSuccess'],
      kstatus: 'Current',
      waitReady: true,
    },
    {
      name: 'out of disk',
      object: database('storage-full'),
      conditions: ['Stalled=True StorageFull', 'Ready=False StorageFull', 'Synced=True ReconcileSuccess'],
      kstatus: 'Failed',
      waitReady: false,
    },
    {
      name: 'failed',
      object: database('failed'),
      conditions: ['Stalled=True Failed', 'Ready=False Failed', 'Synced=True ReconcileSuccess'],
      kstatus: 'Failed',
      waitReady: false,
    },
    {
      name: 'waiting for a reference',
      object: manifest('Subnet', 'waiting', { cidrBlock: '10.2.1.0/24', vpcIdRef: { name: 'nothing' } }),
      conditions: [
        'Reconciling=True WaitingForReference',
        'Ready=False WaitingForReference',
        'Synced=True ReconcileSuccess',
        'ReferencesResolved=False Unresolved',
      ],
      kstatus: 'InProgress',
      waitReady: false,
    },
    {
      name: 'creating, and the call fails for now',
      object: vpc('throttled', 3),
      conditions: ['Reconciling=True ProgressingWithRetry', 'Ready=False RequestLimitExceeded', 'Synced=False ReconcileError'],
      kstatus: 'InProgress',
      waitReady: false,
    },
    {
      name: 'refused',
      object: vpc('denied', 4),
      conditions: ['Stalled=True UnauthorizedOperation', 'Ready=False UnauthorizedOperation', 'Synced=False UnauthorizedOperation'],
      kstatus: 'Failed',
      waitReady: false,
    },
    {
      name: 'asking for what AWS can not change',
      object: vpc('replaced', 5),
      once: () => patch(vpc('replaced', 5), { spec: { forProvider: { instanceTenancy: 'dedicated' } } }),
      conditions: ['Stalled=True ReplacementRequired', 'Ready=False ReplacementRequired', 'Synced=False ReplacementRequired'],
      kstatus: 'Failed',
      waitReady: false,
    },
    {
      name: 'ready, with drift whose mending fails',
      object: vpc('unmendable', 6),
      once: renameByHand,
      conditions: ['Reconciling=True ProgressingWithRetry', 'Ready=True Available', 'Synced=False UnauthorizedOperation'],
      kstatus: 'InProgress',
      waitReady: true,
    },
    {
      name: 'ready, with drift that may not be mended',
      object: vpc('observed', 7, { spec: { managementPolicies: ['Observe', 'Create', 'Delete'] } }),
      once: renameByHand,
      conditions: ['Ready=True Available', 'Synced=True ReconcileSuccess', 'UpToDate=False Drifted'],
      kstatus: 'Current',
      waitReady: true,
    },
    {
      name: 'accepted for the maintenance window',
      object: database('pending'),
      once: () => patch(database('pending'), { spec: { forProvider: { instanceClass: 'db.t4g.small' } } }),
      conditions: ['Ready=True Available', 'Synced=True ReconcileSuccess', 'UpToDate=False PendingMaintenance'],
      kstatus: 'Current',
      waitReady: true,
    },
    {
      name: 'paused before anything was done',
      object: vpc('paused-early', 8, { annotations }),
      conditions: ['Ready=Unknown Paused', 'UpToDate=False HeldBack', 'Paused=True Paused'],
      kstatus: 'InProgress',
      waitReady: false,
    },
    {
      name: 'paused when ready',
      object: vpc('paused-late', 9),
      once: () => patch(vpc('paused-late', 9), { metadata: { annotations } }),
      conditions: ['Ready=True Available', 'Synced=True ReconcileSuccess', 'Paused=True Paused'],
      kstatus: 'Current',
      waitReady: true,
    },
    {
      name: 'gone, and not to be made again',
      object: vpc('gone', 10, { annotations: { [externalName]: 'vpc-0123456789abcdef0' } }),
      conditions: ['Stalled=True ResourceGone', 'Ready=False ResourceGone', 'Synced=False ResourceGone'],
      kstatus: 'Failed',
      waitReady: false,
    },
    {
      name: 'deleting',
      object: database('deleting'),
      once: () => remove(database('deleting')),
      conditions: ['Reconciling=True Deleting', 'Ready=False Deleting'],
      kstatus: 'Terminating',
      waitReady: false,
    },
    {
      name: 'deleting, held by one that uses it',
      object: blocked,
      once: async () => {
        await environment.apply(manifest('Subnet', 'user', { cidrBlock: '10.11.1.0/24', vpcIdRef: { name: 'blocked' } }));
        await environment.waitFor({ kind: 'Subnet', name: 'user' });
        await remove(blocked);
      },
      conditions: ['Reconciling=True DeletionBlocked', 'Ready=False DeletionBlocked', 'DeletionBlocked=True InUse'],
      kstatus: 'Terminating',
      waitReady: false,
    },
    {
      name: 'deleting, and protected since',
      object: protectedOne,
      once: async () => {
        await patch(protectedOne, { metadata: { annotations, finalizers: ['evenkeel.dev/managed', 'example.org/test'] } });
        await remove(protectedOne);
        await patch(protectedOne, { metadata: { annotations: { 'evenkeel.dev/paused': null, 'evenkeel.dev/protect': 'true' } } });
      },
      conditions: ['Reconciling=True DeletionBlocked', 'Ready=False DeletionBlocked', 'DeletionBlocked=True Protected'],
      kstatus: 'Terminating',
      waitReady: false,
    },
    {
      name: 'deleting, and paused',
      object: vpc('paused-leaving', 13),
      once: async () => {
        await patch(vpc('paused-leaving', 13), { metadata: { annotations } });
        await remove(vpc('paused-leaving', 13));
      },
      conditions: ['Reconciling=True DeletionBlocked', 'Ready=False DeletionBlocked', 'Paused=True Paused', 'DeletionBlocked=True Paused'],
      kstatus: 'Terminating',
      waitReady: false,
    },
  ];

  before(async function () {
    this.timeout(120_000);
    environment = await startEnvironment(this);
    kubectl = await newestKubectl();
    environment.cloud.proxy.intercept(answer);
    environment.startController();
    await environment.apply(...states.map(({ object }) => object));
    await Promise.all(states.map(bringAbout));
  });
  after(() => environment?.stop());

  async function bringAbout({ object, once }: State): Promise<void> {
    if (once === undefined) return;
    const [found] = await environment.waitFor(refTo(object));
    assert.ok(found !== undefined);
    await once(found);
  }

  /** What moto can't say by itself: refusals, and states of databases by their names. */
  async function answer(call: AwsCall): Promise<Verdict> {
    if (isFor(call, 'throttled')) return awsError(call, 503, 'RequestLimitExceeded', 'Request limit exceeded.');
    if (isFor(call, 'denied') || call.action === 'CreateTags')
      return awsError(call, 403, 'UnauthorizedOperation', 'You are not authorized.');
    if (call.action === 'DescribeDBInstances') return edited(environment.cloud.directUrl, call, withStates);
    const named = call.params['DBInstanceIdentifier'];
    // Accepted, and not done: what is to come of it is for `withStates` to show.
    if ((call.action === 'ModifyDBInstance' && named === 'pending') || (call.action === 'DeleteDBInstance' && named === 'deleting')) {
      accepted.add(named);
      return { respond: 200, body: `<${call.action}Response><${call.action}Result></${call.action}Result></${call.action}Response>` };
    }
    return 'forward';
  }

  const accepted = new Set<string>();
  const dbStates = ['creating', 'backing-up', 'storage-full', 'failed'];

  function withStates(text: string): string {
    return text.replaceAll(/<DBInstance>.*?<\/DBInstance>/gs, (item) => {
      const name = /<DBInstanceIdentifier>([^<]*)</.exec(item)?.[1] ?? '';
      const state = dbStates.includes(name) ? name : name === 'deleting' && accepted.has(name) ? name : 'available';
      const pending = name === 'pending' && accepted.has(name) ? '<DBInstanceClass>db.t4g.small</DBInstanceClass>' : '';
      return item
        .replace(/<DBInstanceStatus>[^<]*</, `<DBInstanceStatus>${state}<`)
        .replaceAll(/<PendingModifiedValues>.*?<\/PendingModifiedValues>|<PendingModifiedValues ?\/>/gs, '')
        .replace('</DBInstance>', `<PendingModifiedValues>${pending}</PendingModifiedValues></DBInstance>`);
    });
  }

  for (const state of states) {
    it(`${state.name}: ${state.conditions.join(', ')}`, async () => {
      const found = await reached(state);
      const types = (found.status?.conditions ?? []).map(({ type }) => type);
      assert.deepEqual(
        types,
        order.filter((type) => types.includes(type)),
        'order',
      );
      assert.equal(kstatus(found as unknown as Readable), state.kstatus);
      assert.equal(kubectlWaitReady(found as unknown as Readable), state.waitReady);
      const { kind, metadata } = state.object;
      const waited = await kubectl.run(environment.cluster.kubeconfig, [
        'wait',
        '--for=condition=Ready',
        '--timeout=0s',
        resources[kind] ?? kind,
        metadata.name,
      ]);
      assert.equal(waited.code === 0, state.waitReady, waited.stderr);
    });
  }

  async function reached({ object, conditions }: State): Promise<ManagedView> {
    const isAsWanted = (found: ManagedView | undefined): boolean => conditionTexts(found).join() === conditions.join();
    const [found] = await environment.waitFor(refTo(object), isAsWanted);
    assert.ok(found !== undefined);
    return found;
  }

  it('moves no generation: only whoever writes spec does', async () => {
    const edits = new Set(['replaced', 'pending']);
    for (const { object, kstatus: health } of states) {
      const found = await environment.read(refTo(object));
      // Kubernetes counts the mark of deletion as a change of what is wanted.
      const expected = 1 + (edits.has(object.metadata.name) ? 1 : 0) + (health === 'Terminating' ? 1 : 0);
      assert.equal(found?.metadata.generation, expected, stateOf(found));
    }
  });

  it('stays as it is when the same is applied again', async () => {
    const still = states.filter(({ once, kstatus: health }) => health !== 'Terminating' && once === undefined).map(({ object }) => object);
    still.push(vpc('ready', 1));
    const steady = still.filter(({ metadata }) => metadata.name !== 'throttled');
    const before = await Promise.all(steady.map((object) => environment.read(refTo(object))));
    const said = await environment.kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: steady }));
    for (const line of said.trim().split('\n')) assert.match(line, / unchanged$/);
    const sweeps = environment.awsCalls().get('DescribeVpcs') ?? 0;
    await poll('two sweeps', () => (environment.awsCalls().get('DescribeVpcs') ?? 0) >= sweeps + 2);
    const after_ = await Promise.all(steady.map((object) => environment.read(refTo(object))));
    assert.deepEqual(
      after_.map((object) => object?.metadata.resourceVersion),
      before.map((object) => object?.metadata.resourceVersion),
    );
  });
});

function conditionTexts(object: ManagedView | undefined): readonly string[] {
  return (object?.status?.conditions ?? []).map(({ type, status, reason }) => `${type}=${status} ${reason}`);
}
