import assert from 'node:assert/strict';
import { startSandboxThread } from '../../../src/cli/run/sandbox-thread.ts';
import { systemClock } from '../../../src/cli/system-clock.ts';
import type { SandboxOutcome } from '../../../src/composition/typescript/sandbox.ts';
import { ThreadSandbox } from '../../../src/composition/typescript/thread-sandbox.ts';

describe('sandbox thread', function () {
  this.timeout(30_000);
  const sandbox = new ThreadSandbox(systemClock, startSandboxThread);
  const limits = { memoryBytes: 64 * 1024 * 1024, timeMs: 100 };
  after(() => sandbox.close());

  function evaluate(body: string): Promise<SandboxOutcome> {
    return sandbox.evaluate({ source: `export default () => ${body}`, input: '{}', limits }, new AbortController().signal);
  }

  it('gives the result of a program', async () => {
    assert.deepEqual(await evaluate('({ a: 1 })'), { type: 'done', output: '{"a":1}' });
  });

  it('outlives a source that overruns the stack of the parser', async () => {
    const outcome = await evaluate(`${'('.repeat(10_000)}1${')'.repeat(10_000)}`);
    assert.deepEqual(outcome, { type: 'failed', message: 'the program is nested too deeply', spoilt: true });
    assert.deepEqual(await evaluate('({ a: 1 })'), { type: 'done', output: '{"a":1}' });
  });

  // What the interpreter can not interrupt: each would take hours.
  for (const { name, body } of [
    { name: 'a search in a long text', body: "'a'.repeat(1e7).indexOf('a'.repeat(5e6) + 'b')" },
    { name: 'a search in what only looks like a list', body: 'Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)' },
  ]) {
    it(`ends ${name}, while other work goes on`, async () => {
      let ticks = 0;
      const ticking = setInterval(() => (ticks += 1), 50);
      try {
        const tooLong = { type: 'failed', message: 'the program ran longer than 100 ms (spec.limits.time)' };
        assert.deepEqual(await evaluate(body), tooLong);
        assert.ok(ticks > 10, `${ticks} ticks`);
        assert.deepEqual(await evaluate('({ a: 2 })'), { type: 'done', output: '{"a":2}' });
      } finally {
        clearInterval(ticking);
      }
    });
  }
});
