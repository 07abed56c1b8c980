import type { FieldSchema, Fields, KindSchema } from './kind-schema.ts';

/** A field that is compared and managed as one value. */
export interface Leaf {
  /** Below forProvider: `cidrBlock`, `restoreToPointInTime.restoreTime`. Lists and maps are leaves, whatever they hold. */
  readonly path: string;
  readonly field: FieldSchema;
}

/** The leaves of a kind's forProvider in the order of its schema, unsupported ones left out. `region` is not among them. */
export function leaves(schema: KindSchema): readonly Leaf[] {
  return leavesIn(schema.forProvider, '');
}

function leavesIn(fields: Fields, prefix: string): readonly Leaf[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.unsupported !== undefined) return [];
    const path = `${prefix}${name}`;
    return field.type === 'object' ? leavesIn(field.fields ?? {}, `${path}.`) : [{ path, field }];
  });
}

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
