import { isObject } from '../../../base/json.ts';
import { annotation } from '../../../engine/object/metadata.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';

/** How an object stands: what its Ready condition says. */
interface Standing {
  readonly ready: boolean;
  readonly text: string;
}

/** Colours of a terminal, or none. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
}

/**
 * A tree of managed resources, a line each: below the object that they first refer to, or at the root. The same objects give the
 * same lines, whatever their order.
 */
export function treeOf(objects: readonly KubernetesObject[], paint: Paint): readonly string[] {
  const sorted = objects.toSorted((a, b) => titleOf(a).localeCompare(titleOf(b)));
  const parents = withoutRings(new Map(sorted.map((object) => [object, parentOf(object, sorted)])));
  const width = Math.max(0, ...sorted.map((object) => titleOf(object).length + 3 * depthOf(object, parents))) + 2;
  const childrenOf = (parent: KubernetesObject | undefined): readonly KubernetesObject[] =>
    sorted.filter((object) => parents.get(object) === parent);
  const lines = (parent: KubernetesObject | undefined, indent: string): readonly string[] =>
    childrenOf(parent).flatMap((object, index, all) => {
      const isLast = index === all.length - 1;
      const branch = parent === undefined ? '' : isLast ? '└─ ' : '├─ ';
      const below = parent === undefined ? '' : isLast ? '   ' : '│  ';
      const title = `${indent}${branch}${titleOf(object)}`;
      return [`${title.padEnd(width)}${standingText(object, paint)}`, ...lines(object, `${indent}${below}`)];
    });
  return lines(undefined, '');
}

/** Ready at its generation. */
export function isReady(object: KubernetesObject): boolean {
  return standingOf(object).ready;
}

function titleOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}

function depthOf(object: KubernetesObject, parents: ReadonlyMap<KubernetesObject, KubernetesObject | undefined>): number {
  const parent = parents.get(object);
  return parent === undefined ? 0 : 1 + depthOf(parent, parents);
}

function standingText(object: KubernetesObject, paint: Paint): string {
  const { ready, text } = standingOf(object);
  const id = object.metadata.annotations?.[annotation.externalName] ?? '';
  return ready ? `${paint.good('Ready')}  ${paint.dim(id)}`.trimEnd() : paint.bad(text);
}

function standingOf(object: KubernetesObject): Standing {
  const { status } = object;
  const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
  const ready: unknown = Array.isArray(conditions) ? conditions.find((one) => isObject(one) && one['type'] === 'Ready') : undefined;
  if (!isObject(ready)) return { ready: false, text: 'waiting' };
  const isCurrent = ready['observedGeneration'] === object.metadata.generation;
  if (ready['status'] === 'True' && isCurrent) return { ready: true, text: 'Ready' };
  return { ready: false, text: String(ready['reason'] ?? 'waiting') };
}

/** The first object that its references name, by name and by the kind in the field's name: `dbSubnetGroupNameRef` is a SubnetGroup's. */
function parentOf(object: KubernetesObject, all: readonly KubernetesObject[]): KubernetesObject | undefined {
  for (const { field, name } of referencesOf(object)) {
    const found = all.find(({ kind, metadata }) => metadata.name === name && field.toLowerCase().includes(kind.toLowerCase()));
    if (found !== undefined && found !== object) return found;
  }
  return undefined;
}

/** Objects that refer to each other in a ring have no place in a tree: the first of them is put at the root. */
function withoutRings(
  parents: Map<KubernetesObject, KubernetesObject | undefined>,
): ReadonlyMap<KubernetesObject, KubernetesObject | undefined> {
  for (const object of parents.keys()) {
    const seen = new Set([object]);
    for (let above = parents.get(object); above !== undefined; above = parents.get(above)) {
      if (!seen.has(above)) seen.add(above);
      else parents.set(above, undefined);
    }
  }
  return parents;
}

function referencesOf(object: KubernetesObject): readonly { readonly field: string; readonly name: string }[] {
  const { spec } = object;
  const forProvider: unknown = isObject(spec) ? spec['forProvider'] : undefined;
  if (!isObject(forProvider)) return [];
  return Object.entries(forProvider).flatMap(([field, value]) => {
    if (!/Refs?$/.test(field)) return [];
    return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) =>
      isObject(one) && typeof one['name'] === 'string' ? [{ field, name: one['name'] }] : [],
    );
  });
}
