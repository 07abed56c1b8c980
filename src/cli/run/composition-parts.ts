import type { CompositionControllerOptions } from '../../composition/controller/composition-controller.ts';
import { builtinFunctions } from '../../composition/functions/builtin-functions.ts';
import { ThreadSandbox } from '../../composition/typescript/thread-sandbox.ts';
import type { Discovery } from '../../kubernetes/discovery.ts';
import { systemClock } from '../system-clock.ts';
import { startSandboxThread } from './sandbox-thread.ts';
import { createSchemaChecks } from './schema-checks.ts';

/** What a process that composes has beside: schemas, functions, and ways to reach those that are elsewhere. The thread of programs starts with the first program. */
export function compositionParts(discovery: Discovery): Pick<CompositionControllerOptions, 'discovery' | 'checks' | 'builtin' | 'open'> {
  return {
    discovery,
    checks: createSchemaChecks(),
    builtin: builtinFunctions(new ThreadSandbox(systemClock, startSandboxThread)),
    open: async (endpoint) => (await import('./open-function-connection.ts')).openFunctionConnection(endpoint),
  };
}
