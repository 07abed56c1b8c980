import type { Json, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { listOf, objectOf } from '../schema/json-members.ts';
import { ageCell, ageColumn, computed, createdCell } from './columns.ts';
import { define } from './define.ts';
import { shape } from './shape.ts';

const group = { group: 'rbac.authorization.k8s.io', version: 'v1' } as const;

const policyRule = shape.object(
  'What may be done to what.',
  {
    verbs: shape.list('What may be done; `*` stands for everything.'),
    apiGroups: shape.list('API groups of the resources; `*` stands for all.'),
    resources: shape.list('Resources by plural, with subresource as in `pods/log`; `*` stands for all.'),
    resourceNames: shape.list('Names of the objects; none means all.'),
    nonResourceURLs: shape.list('Paths that hold no resources, which may end in `*`; in ClusterRoles only.'),
  },
  ['verbs'],
);

const labelSelector = shape.atomic('Which labels.', {
  matchLabels: shape.strings('Labels that must have these values.'),
  matchExpressions: shape.list(
    'Conditions on labels, all of which must hold.',
    shape.object(
      'A condition on one label.',
      {
        key: shape.string('Key of the label.'),
        operator: shape.string('In, NotIn, Exists or DoesNotExist.'),
        values: shape.list('Values for In and NotIn.'),
      },
      ['key', 'operator'],
    ),
  ),
});

const roleRef = shape.atomic(
  'The role; it never changes.',
  {
    apiGroup: shape.string('rbac.authorization.k8s.io.'),
    kind: shape.string('Role or ClusterRole.'),
    name: shape.string('Name of the role.'),
  },
  ['apiGroup', 'kind', 'name'],
);

const subject = shape.atomic(
  'A user, a group or a service account.',
  {
    kind: shape.string('User, Group or ServiceAccount.'),
    apiGroup: shape.string('rbac.authorization.k8s.io for users and groups, empty for service accounts.'),
    name: shape.string('Name of the subject.'),
    namespace: shape.string('Namespace of a service account.'),
  },
  ['kind', 'name'],
);

const rules = shape.list('All that the role allows.', policyRule);
const roleColumns = [computed('Created At', 'When the role was made.')];
const roleCells = (object: JsonObject): readonly Json[] => [createdCell(object)];

const bindingColumns = [
  computed('Role', 'The role that is given.'),
  ageColumn,
  computed('Users', 'The users who have it.', 1),
  computed('Groups', 'The groups that have it.', 1),
  computed('ServiceAccounts', 'The service accounts that have it.', 1),
];

function bindingCells(object: JsonObject, now: number): readonly Json[] {
  const ref = objectOf(object['roleRef']);
  const subjects = listOf(object['subjects']).map(objectOf);
  const names = (kind: string): string =>
    subjects
      .filter((each) => each['kind'] === kind)
      .map((each) => (kind === 'ServiceAccount' ? `${each['namespace']}/${each['name']}` : `${each['name']}`))
      .join(', ');
  return [`${ref['kind']}/${ref['name']}`, ageCell(object, now), names('User'), names('Group'), names('ServiceAccount')];
}

const bindingProperties = { roleRef, subjects: shape.list('Who has the role.', subject) };
const binding = { properties: bindingProperties, required: ['roleRef'], columns: bindingColumns, cells: bindingCells };

/** The four types of RBAC. */
export const rbacTypes: readonly ServedResource[] = [
  define({
    ...group,
    kind: 'Role',
    plural: 'roles',
    description: 'What may be done in one namespace.',
    properties: { rules },
    columns: roleColumns,
    cells: roleCells,
  }),
  define({ ...group, ...binding, kind: 'RoleBinding', plural: 'rolebindings', description: 'Gives a role to subjects, in one namespace.' }),
  define({
    ...group,
    kind: 'ClusterRole',
    plural: 'clusterroles',
    description: 'What may be done in all namespaces, or where a RoleBinding says.',
    namespaced: false,
    properties: {
      rules,
      aggregationRule: shape.object('Where the rules come from, if not from here.', {
        clusterRoleSelectors: shape.list('Labels of the ClusterRoles whose rules this one takes over.', labelSelector),
      }),
    },
    columns: roleColumns,
    cells: roleCells,
  }),
  define({
    ...group,
    ...binding,
    kind: 'ClusterRoleBinding',
    plural: 'clusterrolebindings',
    description: 'Gives a ClusterRole to subjects, in all namespaces.',
    namespaced: false,
  }),
];
