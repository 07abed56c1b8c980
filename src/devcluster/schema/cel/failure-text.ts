import { EvaluationError } from '@marcbachmann/cel-js';

/** How Kubernetes' own evaluator puts what this one found. */
const texts: Readonly<Record<string, (summary: string) => string>> = {
  no_such_key: (summary) => summary.replace('No such key', 'no such key'),
  index_out_of_bounds: (summary) => `index out of bounds: ${/index (-?\d+)/.exec(summary)?.[1] ?? ''}`,
  numeric_overflow: () => 'integer overflow',
  division_by_zero: () => 'division by zero',
  int_conversion_error: () => "type conversion error from 'string' to 'int'",
  double_conversion_error: () => "type conversion error from 'string' to 'double'",
  modulo_by_zero: () => 'modulus by zero',
  optional_value_missing: () => 'optional.none() dereference',
};
const overloads: ReadonlySet<string> = new Set(['no_matching_overload', 'invalid_logical_operand', 'invalid_condition_type']);

/** What a cause says of a rule that could not be evaluated. */
export function failureText(error: unknown, rule: string): string {
  if (!(error instanceof EvaluationError)) return `${error instanceof Error ? error.message : String(error)} evaluating rule: ${rule}`;
  if (overloads.has(error.code)) {
    return `'no such overload': call arguments did not match a supported operator, function or macro signature for rule: ${rule}`;
  }
  return `${texts[error.code]?.(error.summary) ?? error.summary} evaluating rule: ${rule}`;
}
