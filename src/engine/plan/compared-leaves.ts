import type { FieldSchema, Fields, KindSchema } from '../schema/kind-schema.ts';

/** A field that a plan compares, as one value. */
export interface ComparedLeaf {
  readonly path: string;
  readonly field: FieldSchema;
  /** Its own mark, or that of an object that holds it. */
  readonly createOnly: boolean;
}

const cache = new WeakMap<KindSchema, readonly ComparedLeaf[]>();

/**
 * The leaves that a plan compares, in the order of the schema. Tags are handled key by key elsewhere; directives, Secret
 * references, unsupported fields and `region` have nothing to be compared with.
 */
export function comparedLeaves(schema: KindSchema): readonly ComparedLeaf[] {
  const known = cache.get(schema);
  if (known !== undefined) return known;
  const { region: _region, tags: _tags, ...fields } = schema.forProvider;
  const found = leavesIn(fields, '', false);
  cache.set(schema, found);
  return found;
}

function leavesIn(fields: Fields, prefix: string, createOnly: boolean): readonly ComparedLeaf[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!isCompared(field)) return [];
    const leaf = { path: `${prefix}${name}`, field, createOnly: createOnly || field.createOnly === true };
    return field.type === 'object' ? leavesIn(field.fields ?? {}, `${leaf.path}.`, leaf.createOnly) : [leaf];
  });
}

function isCompared(field: FieldSchema): boolean {
  return field.unsupported === undefined && field.directive !== true && field.type !== 'secretRef';
}
