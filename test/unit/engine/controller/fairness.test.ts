import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/engine/cloud.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net } = fakeKinds;
const denied = new CloudError('denied', 'UnauthorizedOperation', 'you may not list');

describe('Objects of an account that may not be listed', () => {
  const count = 60;
  let harness: EngineHarness;

  beforeEach(async () => {
    harness = new EngineHarness({ concurrency: 4 });
    harness.cloud.configs.set('denied', { account: '222222222222' });
    harness.cloud.unreadable.set('222222222222', denied);
    for (let index = 0; index < count; index += 1)
      harness.apply(
        net,
        `denied-${index}`,
        { cidr: '10' },
        { spec: { providerConfigRef: { kind: 'ClusterProviderConfig', name: 'denied' } } },
      );
    await harness.advance(2_000);
  });

  afterEach(() => harness.stop());

  it('do not keep a new object of another account waiting', async () => {
    harness.apply(net, 'good', { cidr: '11' });
    await harness.untilReady(net, 'good', 1_000);
  });

  it('do not keep another account waiting after a restart', async () => {
    harness.restart();
    harness.apply(net, 'good', { cidr: '11' });
    await harness.untilReady(net, 'good', 5_000);
  });

  it('say what they wait for, and rest', async () => {
    await harness.advance(60_000);
    assert.equal(harness.condition(net, 'denied-0', 'Reconciling')?.reason, 'WaitingForFirstLook');
    const { length } = harness.api.writes;
    await harness.advance(600_000);
    assert.equal(harness.api.writes.length, length);
    assert.deepEqual(harness.cloud.calls, []);
  });

  it('are made as soon as the account may be listed', async () => {
    await harness.advance(600_000);
    harness.cloud.unreadable.clear();
    await harness.until(
      () => harness.cloud.all('Net').length === count,
      70_000,
      () => `${harness.cloud.all('Net').length} were made`,
    );
  });
});

describe('A new object', () => {
  it('does not wait for all that were there when the process started', async () => {
    const harness = new EngineHarness({ concurrency: 1 });
    harness.stop();
    harness.cloud.latencyMs = 1_000;
    for (let index = 0; index < 20; index += 1) harness.apply(net, `old-${index}`, { cidr: '10' });
    harness.restart();
    await harness.advance(500);
    harness.apply(net, 'new', { cidr: '11' });
    await harness.untilReady(net, 'new', 5_000);
    harness.stop();
  });
});
