import type { KindSchema } from './kind-schema.ts';
import type { SchemaProblem } from './schema-problem.ts';
import { createValidator, type Validator } from './validator.ts';

/** Compiling takes tens of milliseconds a kind, and a schema never changes: all controllers of a process share the result. */
const compiled = new WeakMap<KindSchema, Validator>();

/** One validator for objects of any kind. A kind's schema is compiled when its first object comes. */
export function createValidators(): (kind: { readonly schema: KindSchema }, object: unknown) => readonly SchemaProblem[] {
  return ({ schema }, object) => {
    const validator = compiled.get(schema) ?? createValidator(schema);
    compiled.set(schema, validator);
    return validator(object);
  };
}
