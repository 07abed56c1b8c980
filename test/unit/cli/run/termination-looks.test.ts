import assert from 'node:assert/strict';
import { createTerminationLooks } from '../../../../src/cli/run/termination-looks.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeKubernetes } from '../../../support/fake-kubernetes.ts';

describe('Looks at what is terminating', () => {
  it('are shared for two seconds', async () => {
    const clock = new FakeClock();
    const client = new FakeKubernetes();
    const { namespaceTerminating } = createTerminationLooks(client, clock);
    assert.equal(await namespaceTerminating('gone'), true);
    await namespaceTerminating('gone');
    assert.equal(client.calls.length, 1);
    await clock.advance(2_000);
    await namespaceTerminating('gone');
    assert.equal(client.calls.length, 2);
  });

  it('of more namespaces than are kept forget the first', async () => {
    const client = new FakeKubernetes();
    const { namespaceTerminating } = createTerminationLooks(client, new FakeClock());
    for (let n = 0; n <= 1_000; n += 1) await namespaceTerminating(`n${n}`);
    await namespaceTerminating('n1000');
    assert.equal(client.calls.length, 1_001);
    await namespaceTerminating('n0');
    assert.equal(client.calls.length, 1_002);
  });
});
