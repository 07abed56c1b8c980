import assert from 'node:assert/strict';
import { resourceTypeOf } from '../../../../src/engine/reconcile/write-metadata.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net } = fakeKinds;
const type = resourceTypeOf(net);
const key = 'team/one';

describe('the status of an object that went while it was passed over', () => {
  it('is never given to one that was made anew under its name', async () => {
    const harness = new EngineHarness();
    let isAnew = false;
    /** A pass of the new object's own has begun: its first write is to its metadata. */
    let ownPass = false;
    let strayed = 0;
    harness.api.intercept((call, phase) => {
      if (call.key !== key || call.verb !== 'patch') return;
      if (call.subresource !== 'status') ownPass ||= isAnew;
      else if (phase === 'after') strayed += isAnew && !ownPass ? 1 : 0;
      else if (!isAnew) {
        isAnew = true;
        harness.api.edit(type, key, (draft) => {
          draft['metadata'] = { ...(draft['metadata'] as object), finalizers: [] };
        });
        harness.api.remove(type, key);
        harness.apply(net, 'one', { cidr: '20' });
      }
    });
    harness.apply(net, 'one', { cidr: '10' });
    await harness.until(
      () => ownPass,
      600_000,
      () => 'the new object was not passed over',
    );
    assert.equal(strayed, 0);
    harness.stop();
  });
});
