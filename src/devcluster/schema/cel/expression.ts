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
    // What replaces a `has` needs something that holds it.
    if (presence(parsed.ast, environment) !== undefined) parsed = environment.parse(`(${source}\n) && true`);
  } catch (error) {
    return { fault: messageOf(error) };
  }
  let usesOldSelf = false;
  const paths = new Set<string>();
  visit(parsed.ast, (node) => {
    if (node['op'] === 'id' && node['args'] === 'oldSelf') usesOldSelf = true;
    const path = presencePath(node);
    if (path !== undefined) paths.add(path);
    adapt(node, environment);
  });
  const { valid, type = 'dyn', error } = parsed.check();
  if (!valid) return { fault: messageOf(error) };
  const unknown = [...paths].map((path) => environment.check(path)).find((check) => !check.valid);
  if (unknown !== undefined) return { fault: messageOf(unknown.error) };
  return { expression: { evaluate: (variables) => parsed({ ...variables }) as unknown, type, usesOldSelf } };
}

/**
 * The library's own `matches` takes JavaScript's patterns; ours, which has another name, takes RE2's. Its `has` takes fields of
 * variables only, Kubernetes' those of any expression.
 */
function adapt(node: Record<string, unknown>, environment: Environment): void {
  const args: unknown = node['args'];
  if (!Array.isArray(args)) return;
  if (node['op'] === 'rcall' && args[0] === 'matches') args[0] = 'matchesRe2';
  replacePresence(args, environment);
}

function replacePresence(nodes: unknown[], environment: Environment): void {
  for (const [index, node] of nodes.entries()) {
    if (Array.isArray(node)) replacePresence(node, environment);
    else nodes[index] = presence(node, environment) ?? node;
  }
}

/** `x[0].?y.hasValue()` for `has(x[0].y)`. */
function presence(node: unknown, environment: Environment): unknown {
  const [name, fields] = argumentsOf(node, 'call');
  if (name !== 'has' || !Array.isArray(fields)) return undefined;
  const [object, member] = argumentsOf(fields[0], '.');
  if (object === undefined || isPath(object)) return undefined;
  const test: unknown = environment.parse('self.?member.hasValue()').ast;
  const access = argumentsOf(test, 'rcall')[1];
  if (isObject(access)) access['args'] = [object, member];
  return test;
}

/** `self.a.b` for `has(self.a.b)`: the library itself does not look whether there can be such a field. */
function presencePath(node: Record<string, unknown>): string | undefined {
  const [name, fields] = argumentsOf(node, 'call');
  const path = name === 'has' && Array.isArray(fields) ? pathText(fields[0]) : undefined;
  return path?.startsWith('self.') === true ? path : undefined;
}

function pathText(node: unknown): string | undefined {
  if (isObject(node) && node['op'] === 'id' && typeof node['args'] === 'string') return node['args'];
  const [object, member] = argumentsOf(node, '.');
  const path = object === undefined ? undefined : pathText(object);
  return path === undefined || typeof member !== 'string' ? undefined : `${path}.${member}`;
}

/** A variable, or a field of one. */
function isPath(node: unknown): boolean {
  return pathText(node) !== undefined;
}

function argumentsOf(node: unknown, op: string): readonly unknown[] {
  return isObject(node) && node['op'] === op && Array.isArray(node['args']) ? node['args'] : [];
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
