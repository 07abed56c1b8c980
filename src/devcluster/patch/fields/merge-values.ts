import type { Json } from '../../api/dev-object.ts';
import { typeOfMember, untyped } from './field-type.ts';
import type { FieldType, ListType, MapType } from './field-type.ts';
import { itemElement, itemsByElement } from './item-element.ts';
import { itemsOf, membersOf, shapeOf } from './shape.ts';

/**
 * `applied` laid over `live`: objects and keyed lists are merged, everything else is as applied. Undefined stands for an
 * absent value. Parts that only one side has stay the same objects.
 */
export function mergeValues(type: FieldType, live: Json | undefined, applied: Json | undefined): Json | undefined {
  if (applied === undefined || live === applied) return live;
  const shape = shapeOf(type, applied);
  switch (shape.kind) {
    case 'map':
      return mergeMaps(shape.map, live, applied);
    case 'list':
      return mergeLists(shape.list, live, applied);
    case 'leaf':
      return applied;
  }
}

function mergeMaps(type: MapType, live: Json | undefined, applied: Json): Json | undefined {
  const old = membersOf(live);
  const wanted = membersOf(applied);
  if (old === undefined) return wanted === undefined ? applied : wanted;
  if (wanted === undefined) return old;
  const merged: Record<string, Json | undefined> = { ...old };
  for (const name in wanted) merged[name] = mergeValues(typeOfMember(type, name) ?? untyped, old[name], wanted[name]);
  return merged;
}

function mergeLists(type: ListType, live: Json | undefined, applied: Json): Json | undefined {
  const old = itemsOf(live);
  const wanted = itemsOf(applied);
  if (old === undefined) return wanted === undefined ? applied : wanted;
  return wanted === undefined ? old : new ListMerge(type, old, wanted).run();
}

/**
 * Merges two keyed lists. The applied order holds among the items that it names; items that only the live list has keep
 * their place before the item that they stood before.
 */
class ListMerge {
  readonly #type: ListType;
  readonly #live: readonly Json[];
  readonly #liveElements: readonly (string | undefined)[];
  readonly #liveItems: ReadonlyMap<string, Json>;
  readonly #applied: readonly (readonly [string, Json])[];
  readonly #appliedElements: ReadonlySet<string>;
  /** Applied items that are live too, in the applied order, from the next to come. */
  readonly #shared: string[];
  readonly #taken = new Set<string>();
  readonly #merged: Json[] = [];
  #at = 0;
  #next = 0;

  constructor(type: ListType, live: readonly Json[], applied: readonly Json[]) {
    this.#type = type;
    this.#live = live;
    this.#liveElements = live.map((item) => itemElement(type, item));
    this.#liveItems = itemsByElement(type, live);
    this.#applied = [...itemsByElement(type, applied)];
    this.#appliedElements = new Set(this.#applied.map(([element]) => element));
    this.#shared = this.#applied.flatMap(([element]) => (this.#liveItems.has(element) ? [element] : []));
  }

  run(): readonly Json[] {
    while (this.#at < this.#live.length || this.#next < this.#applied.length) {
      if (this.#pairUp()) continue;
      if (this.#takeLive()) continue;
      if (this.#next < this.#applied.length) this.#takeApplied();
    }
    return this.#merged;
  }

  /** Both lists stand at the same item, or the live one at an item whose turn comes later. */
  #pairUp(): boolean {
    const element = this.#liveElements[this.#at];
    const wanted = this.#applied[this.#next]?.[0];
    if (element === undefined || wanted === undefined) return false;
    if (element === wanted) {
      this.#at++;
      this.#takeApplied();
      return true;
    }
    if (!this.#appliedElements.has(element) || this.#shared[0] === undefined || this.#shared[0] === element) return false;
    this.#at++;
    return true;
  }

  /** An item that only the live list has. */
  #takeLive(): boolean {
    const item = this.#live[this.#at];
    if (item === undefined) return false;
    const element = this.#liveElements[this.#at];
    if (element !== undefined && this.#appliedElements.has(element)) {
      if (this.#taken.has(element)) this.#at++;
      return false;
    }
    this.#at++;
    this.#merged.push(item);
    return true;
  }

  #takeApplied(): void {
    const [element, item] = this.#applied[this.#next] ?? [];
    this.#next++;
    if (element === undefined || item === undefined) return;
    this.#taken.add(element);
    if (this.#shared[0] === element) this.#shared.shift();
    const merged = mergeValues(this.#type.element, this.#liveItems.get(element), item);
    if (merged !== undefined) this.#merged.push(merged);
  }
}
