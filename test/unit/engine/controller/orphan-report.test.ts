import assert from 'node:assert/strict';
import { ObjectStores } from '../../../../src/engine/controller/object-stores.ts';
import { OrphanReport } from '../../../../src/engine/controller/orphan-report.ts';
import type { CloudView } from '../../../../src/engine/cloud.ts';
import { kindName } from '../../../../src/engine/kind.ts';
import type { Observation } from '../../../../src/engine/observation.ts';
import { createInformer } from '../../../../src/kubernetes/create-informer.ts';
import { resourceTypeOf } from '../../../../src/engine/reconcile/write-metadata.ts';
import { vpc } from '../../../../src/aws/ec2/vpc.ts';
import { silentLogger, type Logger } from '../../../../src/base/logger.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeKubernetes } from '../../../support/fake-kubernetes.ts';

const kind = kindName(vpc.schema);

function resource(key: string, name: string): Observation {
  const owner = { controlPlane: 'test', kind, namespace: 'default', name, uid: `uid-of-${name}`, attempt: 1 };
  return { key, owner, fields: {}, atProvider: {}, state: { phase: 'usable', reason: 'Available' }, seenAt: 0 };
}

describe('orphan report', () => {
  const told: object[] = [];
  const counts: number[] = [];
  const logger: Logger = { ...silentLogger, warn: (fields) => told.push(fields) };

  async function report(namespace?: string): Promise<(seen: readonly Observation[]) => void> {
    told.length = 0;
    counts.length = 0;
    const clock = new FakeClock();
    const client = new FakeKubernetes();
    const type = resourceTypeOf(vpc);
    await client.create(
      type,
      { apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', kind: 'VPC', metadata: { name: 'lives', namespace: 'default' } },
      'test',
    );
    const informer = createInformer({
      client,
      type,
      clock,
      random: () => 0.5,
      logger: silentLogger,
      ...(namespace === undefined ? {} : { namespace }),
    });
    const stop = new AbortController();
    void informer.run(stop.signal);
    await informer.synced(stop.signal);
    stop.abort();
    const orphans = new OrphanReport({
      stores: new ObjectStores([{ kind: vpc, informers: [informer] }]),
      logger,
      onCount: (_kind, count) => counts.push(count),
    });
    return (seen) => orphans.report([{ allOwned: () => seen } as unknown as CloudView]);
  }

  it('names what has no object, once, when two rounds have seen it', async () => {
    const round = await report();
    const seen = [resource('vpc-1', 'lives'), resource('vpc-2', 'went')];
    round(seen);
    assert.deepEqual(told, []);
    round(seen);
    round(seen);
    assert.deepEqual(told, [{ resource: 'vpc-2', kind, namespace: 'default', name: 'went', uid: 'uid-of-went' }]);
    assert.deepEqual(counts, [0, 1, 1]);
  });

  it('tells resources of the same key apart, and takes one that two sessions see for one', async () => {
    const round = await report();
    const seen = [resource('db', 'one'), resource('db', 'other'), resource('db', 'other')];
    round(seen);
    round(seen);
    assert.deepEqual(
      told.map((fields) => ('name' in fields ? fields.name : undefined)),
      ['one', 'other'],
    );
    assert.deepEqual(counts, [0, 2]);
  });

  it('forgets what went, and tells of it when it comes back', async () => {
    const round = await report();
    const seen = [resource('vpc-2', 'went')];
    for (const what of [seen, seen, [], seen, seen]) round(what);
    assert.equal(told.length, 2);
  });

  it('says nothing of namespaces that this controller does not watch', async () => {
    const round = await report('other');
    const seen = [resource('vpc-2', 'went')];
    round(seen);
    round(seen);
    assert.deepEqual(told, []);
  });

  it('takes what is being deleted for no orphan', async () => {
    const round = await report();
    const seen = [{ ...resource('vpc-2', 'went'), state: { phase: 'deleting', reason: 'Deleting' } } as const];
    round(seen);
    round(seen);
    assert.deepEqual(told, []);
  });
});
