import { isObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';

/**
 * Of the objects that shall go, those that no other object of the same composite points at: they may go now, the others when these are
 * gone. Where all point at each other, all.
 */
export function deletableNow(leaving: readonly KubernetesObject[], all: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const targets = new Map(all.map((object) => [object, targetsOf(object)]));
  const free = leaving.filter((object) => !all.some((other) => other !== object && pointsAt(targets.get(other), object)));
  return free.length > 0 ? free : leaving;
}

interface Targets {
  readonly names: ReadonlySet<string>;
  readonly selectors: readonly Readonly<Record<string, unknown>>[];
}

/** A reference names no kind, so a namesake of another kind counts too: it only leaves a little later. */
function pointsAt(targets: Targets | undefined, { metadata }: KubernetesObject): boolean {
  if (targets === undefined) return false;
  const { labels = {} } = metadata;
  const isSelected = targets.selectors.some((selector) => Object.entries(selector).every(([name, value]) => labels[name] === value));
  return targets.names.has(metadata.name) || isSelected;
}

/** What `xRef: {name}`, `xRefs: [{name}]` and `xSelector: {matchLabels}` in spec say, at any depth. */
function targetsOf(object: KubernetesObject): Targets {
  const names = new Set<string>();
  const selectors: Readonly<Record<string, unknown>>[] = [];
  collect(object['spec'], (member, value) => {
    const name: unknown = isObject(value) ? value['name'] : undefined;
    const labels: unknown = isObject(value) ? value['matchLabels'] : undefined;
    if (/Refs?$/.test(member) && typeof name === 'string') names.add(name);
    if (member.endsWith('Selector') && isObject(labels) && Object.keys(labels).length > 0) selectors.push(labels);
  });
  return { names, selectors };
}

function collect(value: unknown, visit: (member: string, value: unknown) => void, member = ''): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, visit, member);
    return;
  }
  if (!isObject(value)) return;
  visit(member, value);
  for (const [name, inner] of Object.entries(value)) collect(inner, visit, name);
}
