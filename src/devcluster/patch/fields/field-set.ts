/**
 * A set of field paths as a tree. Below a node lie the path elements as FieldsV1 writes them (`f:name`, `k:{...}`,
 * `v:...`); `member` says whether the path that ends here is in the set. Never changed once made; no child is empty.
 */
export interface FieldSet {
  readonly member: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

const noChildren: ReadonlyMap<string, FieldSet> = new Map();

/** No path at all. */
export const emptySet: FieldSet = { member: false, children: noChildren };

/** The path that ends here, and nothing below it. */
export const leafSet: FieldSet = { member: true, children: noChildren };

export function isEmptySet(set: FieldSet): boolean {
  return !set.member && set.children.size === 0;
}

/** A set of its parts; the same few objects stand for the empty set and for a single path. */
export function setOf(member: boolean, children: ReadonlyMap<string, FieldSet>): FieldSet {
  if (children.size > 0) return { member, children };
  return member ? leafSet : emptySet;
}

/** The set of these paths, each a list of path elements. */
export function setOfPaths(paths: readonly (readonly string[])[]): FieldSet {
  let set = emptySet;
  for (const path of paths) {
    const single = path.reduceRight((below, element) => setOf(false, new Map([[element, below]])), leafSet);
    set = union(set, single);
  }
  return set;
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b || isEmptySet(b)) return a;
  if (isEmptySet(a)) return b;
  const children = new Map(a.children);
  for (const [element, child] of b.children) {
    const other = children.get(element);
    children.set(element, other === undefined ? child : union(other, child));
  }
  return setOf(a.member || b.member, children);
}

/** The paths of `a` that are not in `b`; those below a path of `b` stay. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return subtract(a, b, difference);
}

/** The paths of `a` that are neither in `b` nor below a path of it. */
export function withoutBelow(a: FieldSet, b: FieldSet): FieldSet {
  return b.member ? emptySet : subtract(a, b, withoutBelow);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b) return a;
  const children = new Map<string, FieldSet>();
  for (const [element, child] of a.children) {
    const other = b.children.get(element);
    if (other !== undefined) put(children, element, intersection(child, other));
  }
  return setOf(a.member && b.member, children);
}

/** All paths, in the order in which a real server lists them: in each container what is in the set itself, then what lies deeper. */
export function* pathsOf(set: FieldSet, prefix: readonly string[] = []): Generator<readonly string[]> {
  const sorted = [...set.children].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [element, child] of sorted) if (child.member) yield [...prefix, element];
  for (const [element, child] of sorted) yield* pathsOf(child, [...prefix, element]);
}

/** Adds a subset below a path element, unless it is empty. */
export function put(children: Map<string, FieldSet>, element: string, subset: FieldSet): void {
  if (!isEmptySet(subset)) children.set(element, subset);
}

/** Gives `a` itself where nothing goes: unchanged parts stay the same objects. */
function subtract(a: FieldSet, b: FieldSet, below: (a: FieldSet, b: FieldSet) => FieldSet): FieldSet {
  let children: Map<string, FieldSet> | undefined;
  for (const [element, other] of b.children) {
    const child = a.children.get(element);
    if (child === undefined) continue;
    const left = below(child, other);
    if (left !== child) replace((children ??= new Map(a.children)), element, left);
  }
  const member = a.member && !b.member;
  return children === undefined && member === a.member ? a : setOf(member, children ?? a.children);
}

function replace(children: Map<string, FieldSet>, element: string, left: FieldSet): void {
  if (isEmptySet(left)) children.delete(element);
  else children.set(element, left);
}
