import assert from 'node:assert/strict';
import type { ControllerProcess } from '../../hack/environment/controller-process.ts';
import { leaseSpecOf, leaseType } from '../../src/kubernetes/lease.ts';
import { poll } from '../support/poll.ts';
import type { Environment } from './support/environment.ts';
import { startEnvironment } from './support/environment.ts';
import { externalName, manifest } from './support/manifest.ts';
import type { ObjectRef } from './support/objects.ts';

const elected = ['--leader-elect'];
/** A lease of 15 s has to run out, on a machine that does other things beside. */
const takeoverMs = 60_000;

const vpc = (name: string, index: number) => manifest('VPC', name, { cidrBlock: `10.${index}.0.0/16`, enableDnsHostnames: true });
const refTo = (name: string): ObjectRef => ({ kind: 'VPC', name });

describe('a controller that stops', function () {
  this.timeout(180_000);
  let environment: Environment;

  before(async function () {
    environment = await startEnvironment(this, { flags: elected });
  });
  after(() => environment.stop());

  /** Who holds the lease; empty: nobody. */
  async function holder(): Promise<string> {
    return leaseSpecOf(await environment.client.get(leaseType, { namespace: 'evenkeel-system', name: 'evenkeel' })).holderIdentity;
  }
  const callsOf = (action: string): number => environment.awsCalls().get(action) ?? 0;
  const stopping = (): boolean => environment.controllerLog().includes('"msg":"stopping');

  it('in order, finishes the calls under way, begins none, writes the names, and gives the lease back', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `vpc-${index}`);
    environment.cloud.proxy.intercept(({ action }) => (action === 'CreateVpc' ? 'hold-response' : 'forward'));
    const controller = environment.startController();
    await environment.apply(...names.map(vpc));
    await poll('six calls that wait for their answers', () => callsOf('CreateVpc') === 6, 30_000);
    assert.notEqual(await holder(), '');
    const ended = controller.stop();
    await poll('the stop', stopping);
    await environment.apply(vpc('late', 99));
    const first = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1_000, 'still there'))]);
    assert.equal(first, 'still there', 'it waits for the calls under way');
    environment.cloud.proxy.intercept(undefined);
    environment.cloud.proxy.release();
    assert.equal(await ended, 0);
    const objects = await Promise.all(names.map((name) => environment.read(refTo(name))));
    for (const object of objects) assert.match(object?.metadata.annotations?.[externalName] ?? '', /^vpc-/);
    assert.equal((await environment.read(refTo('late')))?.metadata.finalizers, undefined);
    assert.deepEqual([callsOf('CreateVpc'), callsOf('ModifyVpcAttribute')], [6, 0]);
    assert.equal(await holder(), '');
  });

  it('leaves what the next one needs to go on', async () => {
    const controller = environment.startController();
    const names = [...Array.from({ length: 6 }, (_, index) => `vpc-${index}`), 'late'];
    await environment.waitFor(names.map(refTo));
    assert.equal(callsOf('CreateVpc'), 7);
    assert.equal(await controller.stop(), 0);
  });

  describe('with another one beside it', () => {
    let second: ControllerProcess;

    it('killed, is followed when its lease has run out; until then the other one only waits', async () => {
      const first = environment.startController();
      await poll('a holder', async () => (await holder()) !== '');
      const leader = await holder();
      second = environment.startController();
      await environment.apply(vpc('of-the-first', 20));
      await environment.waitFor(refTo('of-the-first'));
      assert.equal(await holder(), leader);
      environment.resetCounts();
      await first.kill();
      await environment.apply(vpc('of-the-second', 21));
      await environment.waitFor(refTo('of-the-second'), undefined, takeoverMs);
      assert.notEqual(await holder(), leader);
      assert.equal(callsOf('CreateVpc'), 1);
    });

    it('in order, is followed at once', async () => {
      const leader = await holder();
      const third = environment.startController();
      await environment.apply(vpc('of-the-second-still', 22));
      await environment.waitFor(refTo('of-the-second-still'));
      assert.equal(await holder(), leader, 'the third one waits');
      assert.equal(await second.stop(), 0);
      const stoppedAt = Date.now();
      await poll('another holder', async () => ![leader, ''].includes(await holder()), takeoverMs);
      assert.ok(Date.now() - stoppedAt < 14_000, 'not only when the lease had run out');
      assert.equal(await third.stop(), 0);
    });
  });
});
