import { isObject } from '../../base/json.ts';
import { BoundedMap } from '../../base/bounded-map.ts';
import type { Json } from '../api/dev-object.ts';
import { parseJsonPath } from './parse-json-path.ts';
import type { Operand, Step } from './parse-json-path.ts';

const parsed = new BoundedMap<string, readonly Step[]>(1000);

/** What a path of kubectl's dialect finds in a value, in order; nothing where members are missing. Throws `JsonPathError` on a text that is no path. */
export function findByJsonPath(path: string, value: Json): readonly Json[] {
  let steps = parsed.get(path);
  if (steps === undefined) {
    steps = parseJsonPath(path);
    parsed.set(path, steps);
  }
  return walk(steps, value);
}

function walk(steps: readonly Step[], value: Json): readonly Json[] {
  return steps.reduce<readonly Json[]>((values, step) => values.flatMap((item) => take(step, item)), [value]);
}

function take(step: Step, value: Json): readonly Json[] {
  switch (step.type) {
    case 'member':
      return memberOf(value, step.name);
    case 'wildcard':
      return childrenOf(value);
    case 'descend':
      return [value, ...childrenOf(value).flatMap((child) => take(step, child))];
    case 'index':
      return isList(value) ? present(value.at(step.index)) : [];
    case 'slice':
      return isList(value) ? sliceOf(value, step) : [];
    case 'union':
      return step.steps.flatMap((inner) => take(inner, value));
    case 'filter':
      return childrenOf(value).filter((item) => passes(step, item));
    default:
      return step satisfies never;
  }
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function present(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : [value];
}

function memberOf(value: Json, name: string): readonly Json[] {
  return isObject(value) && Object.hasOwn(value, name) ? present(value[name] as Json | undefined) : [];
}

function childrenOf(value: Json): readonly Json[] {
  if (isList(value)) return value;
  return isObject(value) ? (Object.values(value).filter((item) => item !== undefined) as Json[]) : [];
}

function sliceOf(list: readonly Json[], { from, to, by = 1 }: Extract<Step, { type: 'slice' }>): readonly Json[] {
  return by < 1 ? [] : list.slice(from, to).filter((_item, index) => index % by === 0);
}

/** Without an operator: whether the path finds anything. */
function passes(step: Extract<Step, { type: 'filter' }>, item: Json): boolean {
  const left = valuesOf(step.left, item);
  if (step.operator === undefined || step.right === undefined) return left.length > 0;
  const [a] = left;
  const [b] = valuesOf(step.right, item);
  return a !== undefined && b !== undefined && compares(step.operator, a, b);
}

function valuesOf(operand: Operand, item: Json): readonly Json[] {
  return operand.type === 'literal' ? [operand.value] : walk(operand.steps, item);
}

const comparisons: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function compares(operator: string, a: Json, b: Json): boolean {
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  const comparable = (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
  return comparable && (comparisons[operator]?.(a, b) ?? false);
}
