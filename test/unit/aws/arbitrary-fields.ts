import fc from 'fast-check';
import type { FieldValues } from '../../../src/engine/observation.ts';
import type { Fields, FieldSchema, KindSchema } from '../../../src/engine/schema/kind-schema.ts';

/** Values of spec.forProvider that the schema allows: required fields always, others now and then; of each group of exclusive ones one. */
export function desiredFields(schema: KindSchema): fc.Arbitrary<FieldValues> {
  const fields = leavesOf(schema.forProvider).filter(
    ({ path, field }) => path !== 'tags' && path !== 'region' && field.type !== 'secretRef',
  );
  const all = [...(schema.exclusive ?? []), ...(schema.requiredOneOf ?? [])];
  // Often the same group stands in both.
  const groups = [...new Map(all.map((group) => [group.join(), group])).values()];
  const arbitrary = Object.fromEntries(fields.map(({ path, field }) => [path, valueOf(field)]));
  const required = fields.filter(({ field }) => field.required === true).map(({ path }) => path);
  return fc
    .record(arbitrary, { requiredKeys: required })
    .chain((some) => fc.tuple(fc.constant(some), fc.record(oneOfEach(groups, arbitrary))))
    .map(([some, chosen]) => withChosen(some, groups, Object.values(chosen)));
}

/** Fields that take one value, by path; unsupported ones are left out. */
function leavesOf(fields: Fields, prefix = ''): readonly { readonly path: string; readonly field: FieldSchema }[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.unsupported !== undefined) return [];
    const path = `${prefix}${name}`;
    return field.type === 'object' ? leavesOf(field.fields ?? {}, `${path}.`) : [{ path, field }];
  });
}

function oneOfEach(
  groups: readonly (readonly string[])[],
  arbitrary: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): Record<string, fc.Arbitrary<readonly [string, unknown] | undefined>> {
  return Object.fromEntries(
    groups.map((group, index) => {
      const known = group.flatMap((name) => {
        const values = arbitrary[name];
        return values === undefined ? [] : [values.map((value) => [name, value] as const)];
      });
      return [String(index), known.length === 0 ? fc.constant(undefined) : fc.oneof(...known)];
    }),
  );
}

function withChosen(
  some: FieldValues,
  groups: readonly (readonly string[])[],
  chosen: readonly (readonly [string, unknown] | undefined)[],
): FieldValues {
  const grouped = new Set(groups.flat());
  const others = Object.entries(some).filter(([name]) => !grouped.has(name));
  return Object.fromEntries([...others, ...new Map(chosen.filter((each) => each !== undefined))]);
}

/** Values that a field's own schema allows. */
export function valueOf(field: FieldSchema): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({ min: field.minimum ?? 0, max: field.maximum ?? 1_000_000 });
    case 'strings':
      return fc.uniqueArray(textOf(field), { minLength: 1, maxLength: 4 });
    default:
      return textOf(field);
  }
}

function textOf({ enum: values, format, pattern, maxLength = 40 }: FieldSchema): fc.Arbitrary<string> {
  if (values !== undefined) return fc.constantFrom(...values);
  if (format !== undefined) return format === 'ipv6-cidr' ? ipv6Range() : ipv4Range();
  if (pattern === undefined) return fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
  return fc.stringMatching(new RegExp(pattern)).filter((text) => text.length > 0 && text.length <= maxLength);
}

function ipv4Range(): fc.Arbitrary<string> {
  return fc.tuple(fc.ipV4(), fc.integer({ min: 16, max: 28 })).map(([address, length]) => `${address}/${length}`);
}

function ipv6Range(): fc.Arbitrary<string> {
  return fc.tuple(fc.ipV6(), fc.constantFrom(44, 48, 52, 56, 60, 64)).map(([address, length]) => `${address}/${length}`);
}
