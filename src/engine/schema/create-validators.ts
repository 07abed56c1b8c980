import type { KindSchema } from './kind-schema.ts';
import type { SchemaProblem } from './schema-problem.ts';
import { createValidator, type Validator } from './validator.ts';

/** One validator for objects of any kind. A kind's schema is compiled when its first object comes. */
export function createValidators(): (kind: { readonly schema: KindSchema }, object: unknown) => readonly SchemaProblem[] {
  const validators = new Map<KindSchema, Validator>();
  return ({ schema }, object) => {
    const validator = validators.get(schema) ?? createValidator(schema);
    validators.set(schema, validator);
    return validator(object);
  };
}
