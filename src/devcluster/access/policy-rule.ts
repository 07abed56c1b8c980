import type { Attempt } from '../api/access.ts';
import type { Json } from '../api/dev-object.ts';
import { listOf, objectOf, textsOf } from '../schema/json-members.ts';

/** One rule of a role: what may be done to which resources or paths. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  /** Plurals, with subresource as in `pods/log`. */
  readonly resources: readonly string[];
  /** Empty: objects of any name. */
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** The rules in a role's `rules`. */
export function policyRulesOf(rules: Json | undefined): readonly PolicyRule[] {
  return listOf(rules).map((each) => {
    const rule = objectOf(each);
    return {
      verbs: textsOf(rule['verbs']),
      apiGroups: textsOf(rule['apiGroups']),
      resources: textsOf(rule['resources']),
      resourceNames: textsOf(rule['resourceNames']),
      nonResourceURLs: textsOf(rule['nonResourceURLs']),
    };
  });
}

/** Whether the rule allows the attempt. */
export function covers(rule: PolicyRule, attempt: Attempt): boolean {
  if (!has(rule.verbs, attempt.verb)) return false;
  if (attempt.type === 'path') return rule.nonResourceURLs.some((url) => urlCovers(url, attempt.path));
  const { resource, subresource = '', name = '' } = attempt;
  const resources = subresource === '' ? [resource] : [`${resource}/${subresource}`, `*/${subresource}`];
  return (
    has(rule.apiGroups, attempt.group) &&
    resources.some((each) => has(rule.resources, each)) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(name))
  );
}

function has(list: readonly string[], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted);
}

function urlCovers(url: string, path: string): boolean {
  return url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)));
}
