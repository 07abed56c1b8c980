import assert from 'node:assert/strict';
import { ProviderConfigError } from '../../../../src/engine/cloud.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, cell } = fakeKinds;

describe('A provider config that can no longer be used', () => {
  const broken = new ProviderConfigError('CredentialsInvalid', 'AWS refused the credentials', false);

  async function withReadyCell(): Promise<EngineHarness> {
    const harness = new EngineHarness();
    harness.apply(net, 'net', { cidr: '10' });
    harness.apply(cell, 'one', { netIdRef: { name: 'net' }, block: '1' });
    await harness.untilReady(cell, 'one');
    await harness.advance(5_000);
    return harness;
  }

  async function breakConfig(harness: EngineHarness): Promise<void> {
    harness.cloud.configs.set('default', { account: '111111111111', error: broken });
    harness.process.controller.configChanged({ kind: 'ClusterProviderConfig', name: 'default' }, undefined);
    await harness.advance(60_000);
  }

  it('leaves a healthy object Ready, says why in Synced, and starts nothing', async () => {
    const harness = await withReadyCell();
    await breakConfig(harness);
    assert.equal(harness.summary(cell, 'one'), 'Ready=True Synced=False(CredentialsInvalid) ReferencesResolved=True(Resolved)');
    const writes = harness.api.writes.length;
    await harness.advance(12 * 60_000);
    assert.equal(harness.api.writes.length, writes);
    harness.stop();
  });

  it('is Stalled for an object that waits for it', async () => {
    const harness = await withReadyCell();
    await breakConfig(harness);
    harness.apply(cell, 'one', { netIdRef: { name: 'net' }, block: '1', open: true });
    await harness.advance(5_000);
    assert.equal(harness.condition(cell, 'one', 'Stalled')?.reason, 'CredentialsInvalid');
    assert.equal(harness.condition(cell, 'one', 'Ready')?.status, 'False');
    harness.stop();
  });

  it('does not make references of a new spec count as resolved', async () => {
    const harness = await withReadyCell();
    await breakConfig(harness);
    harness.apply(cell, 'one', { netIdRef: { name: 'nobody' }, block: '1' });
    await harness.advance(5_000);
    harness.cloud.configs.set('default', { account: '111111111111' });
    harness.process.controller.configChanged({ kind: 'ClusterProviderConfig', name: 'default' }, undefined);
    await harness.advance(10_000);
    assert.equal(harness.condition(cell, 'one', 'Reconciling')?.reason, 'WaitingForReference');
    harness.stop();
  });
});
