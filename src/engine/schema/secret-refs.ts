import type { Fields, KindSchema } from './kind-schema.ts';

/** Paths of the fields that name a key of a Secret; `[*]` stands for every item of a list of objects. Unsupported ones are left out. */
export function secretRefsOf(schema: KindSchema): readonly string[] {
  return secretRefsIn(schema.forProvider, '');
}

function secretRefsIn(fields: Fields, prefix: string): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.unsupported !== undefined) return [];
    const path = `${prefix}${name}`;
    if (field.type === 'secretRef') return [path];
    return secretRefsIn(field.fields ?? {}, field.type === 'objects' ? `${path}[*].` : `${path}.`);
  });
}
