import { isNotFound } from '../../kubernetes/api-error.ts';
import type { ListRequest } from '../api/dev-api.ts';
import type { DevObject, JsonObject } from '../api/dev-object.ts';
import { isJsonObject, listOf, objectOf, textOf } from '../schema/json-members.ts';
import type { PolicyRule } from './policy-rule.ts';
import type { ReadApi } from './read-api.ts';
import { policyRulesOf } from './policy-rule.ts';
import { selectorText } from './selector-text.ts';
import { everything } from './usual-rules.ts';

type RbacPlural = 'roles' | 'rolebindings' | 'clusterroles' | 'clusterrolebindings';

/** All objects of an RBAC type; none where it is not served. */
export async function listRbac(api: ReadApi, plural: RbacPlural, request: ListRequest = {}): Promise<readonly DevObject[]> {
  const resource = api.resources().find((each) => each.plural === plural && each.group === 'rbac.authorization.k8s.io');
  return resource === undefined ? [] : (await api.list(resource, request)).items;
}

/** The rules of the role that a binding names; none if there is no such role. `namespace` is that of a RoleBinding. */
export async function rulesOfRole(api: ReadApi, roleRef: JsonObject, namespace: string | undefined): Promise<readonly PolicyRule[]> {
  const plural = roleRef['kind'] === 'ClusterRole' ? 'clusterroles' : 'roles';
  const role = await roleNamed(api, plural, textOf(roleRef['name']), plural === 'roles' ? namespace : undefined);
  if (role !== undefined) return rulesIn(api, role, new Set());
  return plural === 'clusterroles' && roleRef['name'] === 'cluster-admin' ? everything : [];
}

async function roleNamed(api: ReadApi, plural: RbacPlural, name: string, namespace: string | undefined): Promise<DevObject | undefined> {
  const resource = api.resources().find((each) => each.plural === plural && each.group === 'rbac.authorization.k8s.io');
  if (resource === undefined) return undefined;
  try {
    return await api.get({ resource, namespace, name });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** A role's own rules, or those of the ClusterRoles that it aggregates; `seen` ends circles. */
async function rulesIn(api: ReadApi, role: DevObject, seen: Set<string>): Promise<readonly PolicyRule[]> {
  const aggregation = role['aggregationRule'];
  if (!isJsonObject(aggregation)) return policyRulesOf(role['rules']);
  seen.add(role.metadata.name);
  const rules: PolicyRule[] = [];
  for (const selector of listOf(aggregation['clusterRoleSelectors'])) {
    for (const part of await listRbac(api, 'clusterroles', { labelSelector: selectorText(objectOf(selector)) })) {
      if (!seen.has(part.metadata.name)) rules.push(...(await rulesIn(api, part, seen)));
    }
  }
  return rules;
}
