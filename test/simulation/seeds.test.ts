import { simulate } from './support/simulate.ts';

const seeds = 1_000;

describe(`${seeds} seeds`, () => {
  it('leave everything as it would be without faults, and go the same way twice', async function () {
    this.timeout(1_500_000);
    await simulate(['--seeds', String(seeds)]);
  });
});
