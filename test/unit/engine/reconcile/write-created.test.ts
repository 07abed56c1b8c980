import assert from 'node:assert/strict';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { ApiError, ApiUnreachable } from '../../../../src/kubernetes/api-error.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net } = fakeKinds;

const failures: readonly (readonly [name: string, error: Error, heldMs: number])[] = [
  ['refused', new ApiError(403, 'Forbidden', 'not allowed'), 5_000],
  ['invalid', new ApiError(422, 'Invalid', 'annotations are too long'), 5_000],
  ['unreachable', new ApiUnreachable('connection refused'), 35_000],
  ['throttled', new ApiError(429, 'TooManyRequests', 'slow down'), 35_000],
  ['broken', new ApiError(503, 'ServiceUnavailable', 'no leader'), 35_000],
];

describe('The name of what was just created', () => {
  for (const [name, error, heldMs] of failures) {
    it(`holds its worker for ${heldMs / 1000} s at most while its write is ${name}, and is found again`, async () => {
      const harness = new EngineHarness({ concurrency: 1 });
      const stop = harness.api.intercept(({ key, body }, phase) => {
        if (phase !== 'before' || key !== 'team/one' || !JSON.stringify(body ?? {}).includes(`"${annotation.account}"`)) return;
        throw error;
      });
      harness.apply(net, 'one', { cidr: '10' });
      await harness.clock.settle();
      harness.apply(net, 'two', { cidr: '11' });
      await harness.untilReady(net, 'two', heldMs);
      stop();
      await harness.untilReady(net, 'one');
      assert.equal(harness.cloud.all('Net').length, 2);
      harness.stop();
    });
  }

  it('is written as soon as an API server that was away for a moment answers', async () => {
    const harness = new EngineHarness();
    const until = harness.clock.now() + 10_000;
    const stop = harness.api.intercept(({ body }, phase) => {
      const names = phase === 'before' && JSON.stringify(body ?? {}).includes(`"${annotation.account}"`);
      if (names && harness.clock.now() < until) throw new ApiUnreachable('connection refused');
    });
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one', 30_000);
    assert.equal(harness.cloud.calls.filter(({ operation }) => operation === 'CreateNet').length, 1);
    stop();
    harness.stop();
  });
});
