import { isObject } from '../../../src/base/json.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';

export interface Selection {
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

/** Whether the object is in the namespace and matches both selectors (`a=b`, `a==b`, `a!=b`, labels also `a` and `!a`, joined by commas). */
export function selects(selection: Selection, object: KubernetesObject): boolean {
  if (selection.namespace !== undefined && object.metadata.namespace !== selection.namespace) return false;
  const labels = object.metadata.labels ?? {};
  return (
    terms(selection.labelSelector).every((term) => holds(term, (name) => labels[name])) &&
    terms(selection.fieldSelector).every((term) => holds(term, (path) => fieldOf(object, path)))
  );
}

function terms(selector: string | undefined): string[] {
  return selector === undefined || selector === '' ? [] : selector.split(',');
}

function holds(term: string, valueOf: (name: string) => string | undefined): boolean {
  const match = /^(?<name>[^!=]+)(?<operator>!=|==|=)(?<value>.*)$/u.exec(term);
  if (match?.groups === undefined) return term.startsWith('!') ? valueOf(term.slice(1)) === undefined : valueOf(term) !== undefined;
  const { name = '', operator, value } = match.groups;
  return (valueOf(name) === value) === (operator !== '!=');
}

function fieldOf(object: KubernetesObject, path: string): string | undefined {
  let at: unknown = object;
  for (const part of path.split('.')) at = isObject(at) ? at[part] : undefined;
  return typeof at === 'string' ? at : '';
}
