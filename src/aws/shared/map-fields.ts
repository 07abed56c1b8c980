import type { FieldValues } from '../../engine/observation.ts';

/** Replaces the string members that `forms` names (in lists of strings, each item) by their canonical form; all else stays as it is. */
export function mapFields(values: FieldValues, forms: Readonly<Record<string, (text: string) => string>>): FieldValues {
  const mapped: Record<string, unknown> = { ...values };
  for (const [name, form] of Object.entries(forms)) {
    if (name in mapped) mapped[name] = apply(mapped[name], form);
  }
  return mapped;
}

function apply(value: unknown, form: (text: string) => string): unknown {
  if (typeof value === 'string') return form(value);
  return Array.isArray(value) ? value.map((item: unknown) => (typeof item === 'string' ? form(item) : item)) : value;
}
