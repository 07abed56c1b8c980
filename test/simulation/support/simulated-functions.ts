import { builtinFunctions } from '../../../src/composition/functions/builtin-functions.ts';
import { QuickjsSandbox } from '../../../src/composition/typescript/quickjs-sandbox.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** Programs take no time in a world whose clock stands still while they run. */
const sandbox = new QuickjsSandbox(new FakeClock());

/** The functions that are built in, for all worlds. */
export const simulatedFunctions = builtinFunctions(sandbox);

// Loaded before the first world: the engine takes its time, and no timer of a world's own shall see it.
await sandbox.evaluate(
  { source: 'export default () => ({})', input: '{}', limits: { memoryBytes: 64 * 1024 * 1024, timeMs: 1_000 } },
  new AbortController().signal,
);
