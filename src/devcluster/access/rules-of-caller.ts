import type { Caller } from '../api/access.ts';
import type { DevObject, JsonObject } from '../api/dev-object.ts';
import { listOf, objectOf, textOf } from '../schema/json-members.ts';
import type { PolicyRule } from './policy-rule.ts';
import type { ReadApi } from './read-api.ts';
import { listRbac, rulesOfRole } from './role-rules.ts';
import { usualRules } from './usual-rules.ts';

/** Rules that a caller has, and through what: the reason that an answer gives. */
export interface Grant {
  readonly through: string;
  readonly rules: readonly PolicyRule[];
}

/** What a caller may do in the whole cluster and, if one is given, in the namespace, by the stored roles and bindings. */
export async function* grantsOf(api: ReadApi, caller: Caller, namespace: string | undefined): AsyncGenerator<Grant> {
  if (caller.groups.includes('system:authenticated')) yield { through: 'what every known user may do', rules: usualRules };
  for (const binding of await listRbac(api, 'clusterrolebindings')) yield* grantsThrough(api, binding, caller);
  if (namespace === undefined || namespace === '') return;
  for (const binding of await listRbac(api, 'rolebindings', { namespace })) yield* grantsThrough(api, binding, caller);
}

async function* grantsThrough(api: ReadApi, binding: DevObject, caller: Caller): AsyncGenerator<Grant> {
  const { name, namespace } = binding.metadata;
  const subject = listOf(binding['subjects'])
    .map(objectOf)
    .find((each) => isSubject(each, caller, namespace));
  if (subject === undefined) return;
  const roleRef = objectOf(binding['roleRef']);
  const place = namespace === undefined ? name : `${name}/${namespace}`;
  const who = `${textOf(subject['kind'])} "${textOf(subject['name'])}"`;
  yield {
    through: `${binding.kind} "${place}" of ${textOf(roleRef['kind'])} "${textOf(roleRef['name'])}" to ${who}`,
    rules: await rulesOfRole(api, roleRef, namespace),
  };
}

function isSubject(subject: JsonObject, caller: Caller, bindingNamespace: string | undefined): boolean {
  const name = textOf(subject['name']);
  if (subject['kind'] === 'User') return caller.username === name;
  if (subject['kind'] === 'Group') return caller.groups.includes(name);
  const namespace = textOf(subject['namespace']) || bindingNamespace;
  return subject['kind'] === 'ServiceAccount' && caller.username === `system:serviceaccount:${namespace ?? ''}:${name}`;
}
