import type { Json, JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import type { Strategy } from '../api/strategy.ts';
import { deepEqual } from '../../base/json.ts';
import { invalid, required, unsupported } from '../schema/cause.ts';
import { isJsonObject, listOf, objectOf } from '../schema/json-members.ts';
import { withoutNulls } from './without-nulls.ts';

const rbacGroup = 'rbac.authorization.k8s.io';

function items(value: Json | undefined): readonly JsonObject[] {
  return listOf(value).map(objectOf);
}

function ruleCauses(rule: JsonObject, path: string): readonly StatusCause[] {
  const filled = (member: string): boolean => listOf(rule[member]).length > 0;
  if (!filled('verbs')) return [required(`${path}.verbs`, 'verbs must contain at least one value')];
  if (filled('nonResourceURLs')) return [];
  return [
    ...(filled('apiGroups') ? [] : [required(`${path}.apiGroups`, 'resource rules must supply at least one api group')]),
    ...(filled('resources') ? [] : [required(`${path}.resources`, 'resource rules must supply at least one resource')]),
  ];
}

/** Roles and ClusterRoles: each rule says what may be done to what. */
export const roleStrategy: Strategy = {
  prepareCreate: withoutNulls,
  prepareUpdate: withoutNulls,
  validate: (role) => items(role['rules']).flatMap((rule, index) => ruleCauses(rule, `rules[${index}]`)),
};

/** Subjects and the role name their API group where clients leave it out. */
function prepareBinding(raw: JsonObject): JsonObject {
  const object = withoutNulls(raw);
  const roleRef = objectOf(object['roleRef']);
  const named = isJsonObject(object['roleRef']) ? { roleRef: { ...roleRef, apiGroup: roleRef['apiGroup'] || rbacGroup } } : {};
  if (!Array.isArray(object['subjects'])) return { ...object, ...named };
  const subjects = items(object['subjects']).map((subject) =>
    subject['kind'] === 'ServiceAccount' || subject['apiGroup'] ? subject : { ...subject, apiGroup: rbacGroup },
  );
  return { ...object, ...named, subjects };
}

/** The kinds of subjects, and the API group of each. */
const groupsOfSubjects: ReadonlyMap<Json, string> = new Map([
  ['Group', rbacGroup],
  ['ServiceAccount', ''],
  ['User', rbacGroup],
]);

function subjectCauses(subject: JsonObject, path: string, namespaced: boolean): readonly StatusCause[] {
  const { kind = '', apiGroup = '' } = subject;
  const wanted = groupsOfSubjects.get(kind);
  if (wanted === undefined) return [unsupported(`${path}.kind`, kind, [...groupsOfSubjects.keys()].map(String))];
  const homeless = kind === 'ServiceAccount' && !namespaced && !subject['namespace'];
  return [
    ...(subject['name'] ? [] : [required(`${path}.name`)]),
    ...(apiGroup === wanted ? [] : [unsupported(`${path}.apiGroup`, apiGroup, [wanted])]),
    ...(homeless ? [required(`${path}.namespace`)] : []),
  ];
}

/** RoleBindings (`namespaced`) and ClusterRoleBindings: whom they name, and a role that never changes. */
export function bindingStrategy(namespaced: boolean): Strategy {
  const kinds = namespaced ? ['ClusterRole', 'Role'] : ['ClusterRole'];
  return {
    prepareCreate: prepareBinding,
    prepareUpdate: prepareBinding,
    validate(binding, old) {
      const roleRef = objectOf(binding['roleRef']);
      const kind = roleRef['kind'] ?? '';
      const moved = old !== undefined && !deepEqual(roleRef, objectOf(old['roleRef']));
      return [
        ...(roleRef['apiGroup'] === rbacGroup ? [] : [unsupported('roleRef.apiGroup', roleRef['apiGroup'] ?? '', [rbacGroup])]),
        ...(typeof kind === 'string' && kinds.includes(kind) ? [] : [unsupported('roleRef.kind', kind, kinds)]),
        ...(roleRef['name'] ? [] : [required('roleRef.name')]),
        ...items(binding['subjects']).flatMap((subject, index) => subjectCauses(subject, `subjects[${index}]`, namespaced)),
        ...(moved ? [invalid('roleRef', roleRef, 'field is immutable')] : []),
      ];
    },
  };
}
