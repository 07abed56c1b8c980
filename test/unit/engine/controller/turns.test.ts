import assert from 'node:assert/strict';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net } = fakeKinds;
const names = ['a', 'b', 'c', 'd', 'e'];

describe('Passes that wait for nothing', () => {
  let harness: EngineHarness;
  let passes: number;
  let turn: PromiseWithResolvers<void> | undefined;

  beforeEach(async () => {
    passes = 0;
    turn = undefined;
    harness = new EngineHarness({
      concurrency: 1,
      breathe: () => turn?.promise ?? Promise.resolve(),
      metrics: { pass: () => (passes += 1), orphans: () => undefined, firstReady: () => undefined },
    });
    for (const name of names) harness.apply(net, name, { cidr: name });
    for (const name of names) await harness.untilReady(net, name);
    await harness.advance(60_000);
    passes = 0;
    turn = Promise.withResolvers();
  });

  afterEach(() => harness.stop());

  it('let the event loop turn before the next one', async () => {
    for (const name of names) harness.annotate(net, name, { 'example.com/note': 'seen' });
    await harness.advance(0);
    assert.equal(passes, 1);
    turn?.resolve();
    await harness.advance(0);
    assert.equal(passes, names.length);
  });
});
