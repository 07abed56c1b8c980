import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import type { FunctionResource } from '../function/pipeline-function.ts';
import { keyOfChild } from './child-marks.ts';
import type { LiveChild } from './composer.ts';
import { desiredChild, movedFrom, UnusableChild, type DesiredChild } from './desired-child.ts';

/** One wanted child and the one that is there. */
export interface Match {
  readonly child: DesiredChild;
  readonly live: KubernetesObject | undefined;
}

/** What the pipeline wants against what is there. */
export interface Matching {
  readonly matches: readonly Match[];
  /** Children that the pipeline no longer wants. One without a key is kept: nobody can tell what it was. */
  readonly unwanted: readonly LiveChild[];
}

/** Finds the child of each key; one that goes by a key of before is taken over. Throws UnusableChild. */
export function matchChildren(
  composite: KubernetesObject,
  wanted: Readonly<Record<string, FunctionResource>>,
  types: ReadonlyMap<string, ResourceType>,
  live: readonly LiveChild[],
): Matching {
  const taken = new Set<LiveChild>();
  const matches = Object.entries(wanted).map(([key, resource]) => {
    const type = types.get(key);
    if (type === undefined) throw new UnusableChild(key, 'its type is not known');
    const keys = [key, ...movedFrom(resource).filter((old) => !Object.hasOwn(wanted, old))];
    const found = firstOf(keys, live, type);
    const named = desiredChild(composite, { key, wanted: resource, type, existing: found?.object });
    const match = found !== undefined && isSame(found, named) ? found : live.find((each) => isSame(each, named));
    if (match !== undefined) taken.add(match);
    return { child: named, live: match?.object };
  });
  assertDistinct(matches);
  return { matches, unwanted: live.filter((each) => !taken.has(each) && keyOfChild(each.object) !== undefined) };
}

function firstOf(keys: readonly string[], live: readonly LiveChild[], type: ResourceType): LiveChild | undefined {
  for (const key of keys) {
    const found = live.find((each) => keyOfChild(each.object) === key && isOfType(each.type, type));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSame({ type, object }: LiveChild, child: DesiredChild): boolean {
  return isOfType(type, child.type) && object.metadata.name === child.name && object.metadata.namespace === child.namespace;
}

function isOfType(a: ResourceType, b: ResourceType): boolean {
  return a.group === b.group && a.kind === b.kind;
}

/** Two keys with one name would overwrite each other for ever. */
function assertDistinct(matches: readonly Match[]): void {
  const keys = new Map<string, string>();
  for (const { child } of matches) {
    const id = `${child.type.group}/${child.type.kind}/${child.namespace ?? ''}/${child.name}`;
    const other = keys.get(id);
    if (other !== undefined)
      throw new UnusableChild(child.key, `it is the same ${child.type.kind} ${child.name} as resource ${JSON.stringify(other)}`);
    keys.set(id, child.key);
  }
}
