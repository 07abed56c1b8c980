import assert from 'node:assert/strict';
import type { Effect } from '../../../../src/simulator/core/effect.ts';
import type { Simulator } from '../../../../src/simulator/core/simulator.ts';
import { createSimulator } from '../../../../src/simulator/create-simulator.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

function call(simulator: Simulator, service: string, parameters: Record<string, string>) {
  const headers = { authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/${service}/aws4_request, Signature=x` };
  return simulator.handle({ method: 'POST', path: '/', headers, body: new URLSearchParams(parameters).toString() });
}

const vpc = { Action: 'CreateVpc', Version: '2016-11-15', CidrBlock: '10.0.0.0/16' };

/** What a simulator holds, by way of JSON as it would go through a file. */
function held(simulator: Simulator): unknown {
  return JSON.parse(JSON.stringify(simulator.admin.list()));
}

describe('a simulator that is made again from its effects', () => {
  it('holds the same, with the same ids, and goes on from there', async () => {
    const clock = new FakeClock();
    const effects: Effect[] = [];
    const first = createSimulator({ clock, random: seededRandom(1), rates: 'unlimited', onEffect: (effect) => effects.push(effect) });
    await call(first, 'ec2', vpc);
    await clock.advance(60_000);
    const answer = await call(first, 'ec2', vpc);
    const id = /<vpcId>([^<]+)/.exec(answer.body)?.[1] ?? '';
    await call(first, 'ec2', { Action: 'CreateTags', Version: '2016-11-15', 'ResourceId.1': id, 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' });
    await call(first, 'ec2', { Action: 'DescribeVpcs', Version: '2016-11-15' });
    await call(first, 'ec2', { Action: 'DeleteVpc', Version: '2016-11-15', VpcId: 'vpc-00000000000000000' });
    assert.equal(first.admin.remove({ type: 'vpc', id: 'vpc-00000000000000000' }), 0);
    assert.equal(first.admin.change({ type: 'vpc', id }, { InstanceTenancy: 'dedicated' }), 1);
    assert.deepEqual(
      effects.map((effect) => (effect.type === 'call' ? effect.action : effect.type)),
      ['CreateVpc', 'CreateVpc', 'CreateTags', 'change'],
    );

    const kept = JSON.parse(JSON.stringify(effects)) as readonly Effect[];
    const second = createSimulator({ clock, random: seededRandom(2), rates: 'unlimited' });
    await second.restore(kept);
    assert.deepEqual(held(second), held(first));
    await call(second, 'ec2', vpc);
    assert.equal(second.admin.list({ type: 'vpc' }).length, 3);
  });

  it('holds nothing of what was before a reset', async () => {
    const clock = new FakeClock();
    const effects: Effect[] = [];
    const first = createSimulator({ clock, random: seededRandom(1), onEffect: (effect) => effects.push(effect) });
    await call(first, 'ec2', vpc);
    first.admin.reset();
    await call(first, 'ec2', vpc);
    const second = createSimulator({ clock, random: seededRandom(2) });
    await second.restore(effects);
    assert.equal(second.admin.list({ type: 'vpc' }).length, 1);
    assert.deepEqual(held(second), held(first));
  });

  it('is never earlier than the last of them', async () => {
    const clock = new FakeClock();
    const effects: Effect[] = [];
    const first = createSimulator({ clock, random: seededRandom(1), onEffect: (effect) => effects.push(effect) });
    first.admin.moveTime(3_600_000);
    await call(first, 'ec2', vpc);
    const second = createSimulator({ clock, random: seededRandom(2) });
    await second.restore(effects);
    assert.equal(second.admin.now(), first.admin.now());
  });
});
