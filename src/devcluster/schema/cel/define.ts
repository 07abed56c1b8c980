import type { Environment } from '@marcbachmann/cel-js';

/** Functions by signature, as cel-js writes them: `string.find(string): string`. */
export type Functions = Readonly<Record<string, (...values: never[]) => unknown>>;

/** Adds functions to an environment. None of them is asynchronous: the evaluator need not look for promises. */
export function define(environment: Environment, functions: Functions): void {
  for (const [signature, handler] of Object.entries(functions))
    environment.registerFunction(signature, handler as () => unknown, { async: false });
}
