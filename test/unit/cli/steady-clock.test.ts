import assert from 'node:assert/strict';
import { steadyClock } from '../../../src/cli/steady-clock.ts';

describe('steadyClock', () => {
  const { now } = Date;
  afterEach(() => {
    Date.now = now;
  });

  it('begins with the time of the machine', () => {
    assert.ok(Math.abs(steadyClock.now() - Date.now()) < 5_000);
  });

  for (const [what, stepMs] of [
    ['forwards', 3_600_000],
    ['back', -3_600_000],
  ] as const)
    it(`does not step when the machine's clock is put ${what}`, () => {
      const before = steadyClock.now();
      Date.now = () => now() + stepMs;
      const passed = steadyClock.now() - before;
      assert.ok(passed >= 0 && passed < 5_000, `${passed} ms passed`);
    });
});
