import assert from 'node:assert/strict';
import { parseSettings } from '../../../../src/simulator/server/parse-settings.ts';

describe('settings as they come to the admin endpoint', () => {
  it('are taken as they are where all is known, some or none of them', () => {
    const all = { createVisibilityMs: 600_000, changeVisibilityMs: 0, stateDelayFactor: 0.5, vpcsPerRegion: 5 };
    assert.deepEqual(parseSettings(all), all);
    assert.deepEqual(parseSettings({}), {});
  });

  for (const { settings, says } of [
    { settings: { createVisiblityMs: 5 }, says: /no setting createVisiblityMs: there are createVisibilityMs, changeVisibilityMs/ },
    { settings: { toString: 5 }, says: /no setting toString/ },
    { settings: { rates: 'published' }, says: /no setting rates/ },
    { settings: { createVisibilityMs: '5' }, says: /createVisibilityMs can't be "5": it takes milliseconds from 0 to 600000/ },
    { settings: { changeVisibilityMs: 600_001 }, says: /changeVisibilityMs can't be 600001/ },
    { settings: { changeVisibilityMs: null }, says: /changeVisibilityMs can't be null/ },
    { settings: { stateDelayFactor: -1 }, says: /stateDelayFactor can't be -1: it takes a factor of 0 or more/ },
    { settings: { vpcsPerRegion: 1.5 }, says: /vpcsPerRegion can't be 1.5: it takes a whole number/ },
    { settings: { stateDelayFactor: 1, vpcsPerRegion: 'none' }, says: /vpcsPerRegion can't be "none"/ },
  ])
    it(`are refused: ${JSON.stringify(settings)}`, () => {
      assert.throws(() => parseSettings(settings), says);
    });
});
