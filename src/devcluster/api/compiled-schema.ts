import type { JsonObject } from './dev-object.ts';
import type { StatusCause } from './status-error.ts';

/** What a schema makes of an object that came in. */
export interface Admitted {
  /** Pruned of unknown fields, with defaults filled in. */
  readonly object: JsonObject;
  /** Paths of what was pruned, as kube-apiserver writes them: `spec.foo`, `spec.rules[0].bar`. */
  readonly unknown: readonly string[];
}

/** A structural schema, ready to use. */
export interface CompiledSchema {
  /** `keepNulls`: null stays where it has no place, for `validate` to refuse. */
  prepare(object: JsonObject, options?: { readonly keepNulls?: boolean }): Admitted;
  /** Types, ranges, enums, patterns, formats, list types, then CEL rules (with `old`: transition rules too). Causes as kube-apiserver has them. */
  validate(object: JsonObject, old?: JsonObject): readonly StatusCause[];
}
