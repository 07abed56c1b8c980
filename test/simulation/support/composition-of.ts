import type { RuntimeDeps } from '../../../src/cli/run/runtime-deps.ts';
import { createSchemaChecks } from '../../../src/cli/run/schema-checks.ts';
import type { DevApi } from '../../../src/devcluster/api/dev-api.ts';
import { discoveryOf } from '../../../src/devcluster/client/discovery-of.ts';
import { simulatedFunctions } from './simulated-functions.ts';

const checks = createSchemaChecks();
/** What a simulated process composes with: the functions that are built in, and the schemas of its world. */
export function compositionOf(api: DevApi): NonNullable<RuntimeDeps['composition']> {
  return {
    discovery: discoveryOf(api),
    checks,
    builtin: simulatedFunctions,
    open: () => Promise.reject(new Error('a simulated world has no remote functions')),
  };
}
