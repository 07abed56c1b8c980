import type { Environment, ParseResult } from '@marcbachmann/cel-js';
import { isObject } from '../../../base/json.ts';

/** A CEL expression, checked. */
export interface Expression {
  /** Throws what the evaluator throws. */
  evaluate(variables: Readonly<Record<string, unknown>>): unknown;
  /** The type of its value, as far as it is known: `bool`, `string`, `dyn` ... */
  readonly type: string;
  readonly usesOldSelf: boolean;
}

/** An expression, or what is wrong with it. */
export type Compiled = { readonly expression: Expression } | { readonly fault: string };

/** Parses and checks an expression. */
export function compileExpression(source: string, environment: Environment): Compiled {
  let parsed: ParseResult;
  try {
    parsed = environment.parse(source);
  } catch (error) {
    return { fault: messageOf(error) };
  }
  let usesOldSelf = false;
  visit(parsed.ast, (node) => {
    if (node['op'] === 'id' && node['args'] === 'oldSelf') usesOldSelf = true;
    useRe2(node);
  });
  const { valid, type = 'dyn', error } = parsed.check();
  if (!valid) return { fault: messageOf(error) };
  return { expression: { evaluate: (variables) => parsed({ ...variables }) as unknown, type, usesOldSelf } };
}

/** The library's own `matches` takes JavaScript's patterns; ours, which has another name, takes RE2's. */
function useRe2(node: Record<string, unknown>): void {
  const { op, args } = node;
  if (op === 'rcall' && Array.isArray(args) && args[0] === 'matches') args[0] = 'matchesRe2';
}

/** Calls `see` with each node of a syntax tree. */
function visit(part: unknown, see: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(part)) for (const item of part) visit(item, see);
  else if (isObject(part)) {
    if (typeof part['op'] === 'string') see(part);
    for (const child of Object.values(part)) if (typeof child === 'object') visit(child, see);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
