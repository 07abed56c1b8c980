import type { RuntimeDeps } from '../../../src/cli/run/runtime-deps.ts';
import { createSchemaChecks } from '../../../src/cli/run/schema-checks.ts';
import { builtinFunctions } from '../../../src/composition/functions/builtin-functions.ts';
import { QuickjsSandbox } from '../../../src/composition/typescript/quickjs-sandbox.ts';
import type { DevApi } from '../../../src/devcluster/api/dev-api.ts';
import { discoveryOf } from '../../../src/devcluster/client/discovery-of.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const checks = createSchemaChecks();
/** Programs take no time in a world whose clock stands still while they run. */
const builtin = builtinFunctions(new QuickjsSandbox(new FakeClock()));

/** What a simulated process composes with: the functions that are built in, and the schemas of its world. */
export function compositionOf(api: DevApi): NonNullable<RuntimeDeps['composition']> {
  return {
    discovery: discoveryOf(api),
    checks,
    builtin,
    open: () => Promise.reject(new Error('a simulated world has no remote functions')),
  };
}
