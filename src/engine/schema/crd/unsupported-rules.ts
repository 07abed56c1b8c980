import type { Fields } from '../kind-schema.ts';
import { referenceFieldNames } from '../reference-fields.ts';
import type { CelRule } from './open-api.ts';

/** A member that is refused by name, and why. */
export interface Refusal {
  readonly name: string;
  readonly reason: string;
}

/** What is refused of one object's fields, references to kinds that this release lacks among it. Not of nested ones. */
export function refusals(fields: Fields): readonly Refusal[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const own = field.unsupported === undefined ? [] : [{ name, reason: field.unsupported }];
    const { reference } = field;
    if (reference === undefined || (reference.unsupported !== true && field.unsupported === undefined)) return own;
    const names = referenceFieldNames(name, field.type === 'strings');
    const reason = field.unsupported ?? `this release has no kind ${reference.kind}; give ${name} itself`;
    return [...own, { name: names.ref, reason }, { name: names.selector, reason }];
  });
}

/** The message of a refusal, in the CRD and in the validator. */
export function refusalMessage({ name, reason }: Refusal): string {
  return `${name} is not supported: ${reason}`;
}

/** Rules for an object with these fields. */
export function unsupportedRules(fields: Fields): readonly CelRule[] {
  return refusals(fields).map((refusal) => ({
    rule: `!has(self.${refusal.name})`,
    message: refusalMessage(refusal),
    fieldPath: `.${refusal.name}`,
    reason: 'FieldValueForbidden',
  }));
}
