/** A step of a field path: a member of an object, an element of a list, or all of either. */
export type Segment =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'wildcard' };

/** The way to a value within an object; empty: the object itself. */
export type FieldPath = readonly Segment[];

/** A path as it is written: `spec.subnets[0].tags[kubernetes.io/role]`. */
export function formatFieldPath(path: FieldPath): string {
  return path
    .map((segment, index) => {
      if (segment.kind === 'wildcard') return '[*]';
      if (segment.kind === 'index') return `[${segment.index}]`;
      if (/[[\]]|^\d+$|^\*$/.test(segment.field)) return `['${segment.field}']`;
      if (segment.field.includes('.')) return `[${segment.field}]`;
      return index === 0 ? segment.field : `.${segment.field}`;
    })
    .join('');
}
