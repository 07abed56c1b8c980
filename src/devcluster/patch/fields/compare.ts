import { deepEqual } from '../../../base/json.ts';
import type { Json, JsonObject } from '../../api/dev-object.ts';
import { emptySet, leafSet, setOf, union, withoutBelow } from './field-set.ts';
import type { FieldSet } from './field-set.ts';
import { typeOfMember, untyped } from './field-type.ts';
import type { FieldType, ListType, MapType } from './field-type.ts';
import { itemsByElement } from './item-element.ts';
import { itemsOf, membersOf, shapeOf } from './shape.ts';
import type { Shape } from './shape.ts';

/** The paths in which two values differ, by how. A container that comes or goes is named beside what is in it. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

const same: Comparison = { added: emptySet, modified: emptySet, removed: emptySet };
const sides = ['added', 'modified', 'removed'] as const;

/** What of `after` is not as in `before`, leaving out `ignored` and all below. Parts that are one object cost nothing. */
export function compare(type: FieldType, before: JsonObject, after: JsonObject, ignored: FieldSet): Comparison {
  const { added, modified, removed } = compareValues(type, before, after);
  return { added: withoutBelow(added, ignored), modified: withoutBelow(modified, ignored), removed: withoutBelow(removed, ignored) };
}

/** Undefined stands for an absent value; one of the two is there. */
function compareValues(type: FieldType, before: Json | undefined, after: Json | undefined): Comparison {
  if (before === after) return same;
  const shape = shapeOf(type, after === undefined ? before : after);
  const result = compareAs(shape, before, after);
  if (before === undefined || after === undefined) return result;
  const other = shapeOf(type, before);
  return other.kind === shape.kind ? result : join(compareAs(other, before, after), result);
}

function compareAs(shape: Shape, before: Json | undefined, after: Json | undefined): Comparison {
  switch (shape.kind) {
    case 'map':
      return compareMaps(shape.map, before, after);
    case 'list':
      return compareLists(shape.list, before, after);
    case 'leaf':
      return compareLeaves(before, after);
  }
}

function compareLeaves(before: Json | undefined, after: Json | undefined): Comparison {
  if (before === undefined) return { ...same, added: leafSet };
  if (after === undefined) return { ...same, removed: leafSet };
  return deepEqual(before, after) ? same : { ...same, modified: leafSet };
}

function compareMaps(type: MapType, before: Json | undefined, after: Json | undefined): Comparison {
  const old = membersOf(before);
  const now = membersOf(after);
  // Two that are empty: absent, null and {} are still told apart.
  if (old === undefined && now === undefined) return compareLeaves(before, after);
  const parts = new Parts();
  for (const name in old) parts.put(`f:${name}`, compareMember(type, name, old[name], now?.[name]));
  for (const name in now) if (old?.[name] === undefined) parts.put(`f:${name}`, compareMember(type, name, undefined, now[name]));
  return parts.whole(before, after);
}

function compareMember(type: MapType, name: string, before: Json | undefined, after: Json | undefined): Comparison {
  return compareValues(typeOfMember(type, name) ?? untyped, before, after);
}

function compareLists(type: ListType, before: Json | undefined, after: Json | undefined): Comparison {
  const old = itemsOf(before);
  const now = itemsOf(after);
  if (old === undefined && now === undefined) return compareLeaves(before, after);
  const parts = new Parts();
  const oldItems = itemsByElement(type, old);
  const newItems = itemsByElement(type, now);
  for (const [element, item] of oldItems) parts.put(element, compareValues(type.element, item, newItems.get(element)));
  for (const [element, item] of newItems) {
    if (!oldItems.has(element)) parts.put(element, compareValues(type.element, undefined, item));
  }
  return parts.whole(before, after);
}

/** Comparisons of the parts of a container. Nothing is allocated for parts that are the same. */
class Parts {
  readonly #children: Partial<Record<(typeof sides)[number], Map<string, FieldSet>>> = {};

  put(element: string, part: Comparison): void {
    if (part === same) return;
    for (const side of sides) {
      if (part[side] !== emptySet) (this.#children[side] ??= new Map()).set(element, part[side]);
    }
  }

  whole(before: Json | undefined, after: Json | undefined): Comparison {
    const { added, modified, removed } = this.#children;
    if (added === undefined && modified === undefined && removed === undefined) {
      if (before !== undefined && after !== undefined) return same;
    }
    return {
      added: setOf(before === undefined, added ?? emptySet.children),
      modified: setOf(false, modified ?? emptySet.children),
      removed: setOf(after === undefined, removed ?? emptySet.children),
    };
  }
}

function join(a: Comparison, b: Comparison): Comparison {
  return { added: union(a.added, b.added), modified: union(a.modified, b.modified), removed: union(a.removed, b.removed) };
}
