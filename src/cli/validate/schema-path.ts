import { isObject } from '../../base/json.ts';
import { formatFieldPath, type FieldPath, type Segment } from '../../composition/field-path/field-path.ts';

/**
 * Does a schema have a place for a path? undefined: it has, or can't tell. Else the part of the path that leads nowhere, and the field that
 * may have been meant.
 */
export function missingField(schema: unknown, path: FieldPath): { readonly path: string; readonly suggestion?: string } | undefined {
  let here: unknown = schema;
  for (const [index, segment] of path.entries()) {
    if (!isObject(here) || isOpen(here)) return undefined;
    const next = below(here, segment);
    if (next === undefined) {
      const names = isObject(here['properties']) ? Object.keys(here['properties']) : [];
      const suggestion = segment.kind === 'field' ? nearest(segment.field, names) : undefined;
      return { path: formatFieldPath(path.slice(0, index + 1)), ...(suggestion === undefined ? {} : { suggestion }) };
    }
    here = next;
  }
  return undefined;
}

/** The schema of a member or item; undefined: there is none. */
function below({ properties, additionalProperties, items }: Record<string, unknown>, segment: Segment): unknown {
  const others = additionalProperties === false ? undefined : additionalProperties;
  if (segment.kind !== 'field') return items ?? others;
  return isObject(properties) && Object.hasOwn(properties, segment.field) ? properties[segment.field] : others;
}

/** A schema that takes anything, or whose fields are told elsewhere. */
function isOpen(schema: Record<string, unknown>): boolean {
  if (schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-embedded-resource'] === true) return true;
  return schema['type'] === 'object' && schema['properties'] === undefined && schema['additionalProperties'] === undefined;
}

/** The name that is the fewest changes away, if that is at most a third of its length. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((other) => ({ other, distance: distance(name.toLowerCase(), other.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1));
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(1, Math.floor(name.length / 3)) ? best.other : undefined;
}

/** Insertions, deletions and changes of one character that lead from one to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, char] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      next.push(Math.min((row[j] ?? 0) + (char === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
