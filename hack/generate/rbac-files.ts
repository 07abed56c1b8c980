import type { KindSchema } from '../../src/engine/schema/kind-schema.ts';
import { compositionCrds } from '../../src/composition/api/crd/composition-crds.ts';
import { compositionGroup, crdType, revisionType } from '../../src/composition/api/resource-types.ts';
import { toYaml, yamlNotice } from './crd-files.ts';
import type { OutputFile } from './output-file.ts';

const rbac = 'rbac.authorization.k8s.io';
const namespace = 'evenkeel-system';
const subject = { kind: 'ServiceAccount', name: 'evenkeel', namespace };

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

interface Role {
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
  /** Absent: the API server gathers them. */
  readonly rules?: readonly Rule[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** What the controller may do, and what users may be given. */
export function rbacFiles(schemas: readonly KindSchema[]): readonly OutputFile[] {
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: subject.name, namespace } },
    ...bound({ kind: 'ClusterRole', name: 'evenkeel', rules: controllerRules(schemas) }),
    ...bound({ kind: 'Role', name: 'evenkeel', rules: ownNamespaceRules }),
    role({ kind: 'ClusterRole', name: 'evenkeel-secrets', rules: secretRules }),
    ...compositionRoles(schemas),
    ...userRoles(schemas),
  ];
  return [
    { path: 'deploy/rbac.yaml', content: documents(objects) },
    { path: 'deploy/rbac-secrets.yaml', content: `${secretsNotice}${documents([secretsBinding])}` },
  ];
}

const secretsNotice = `# Lets the controller read and write Secrets of one namespace: passwords, connection details, credentials of a ProviderConfig,
# tokens of ServiceAccounts. Apply a copy for each namespace that holds any of them, the namespaces of ClusterProviderConfigs among them.
`;

function controllerRules(schemas: readonly KindSchema[]): readonly Rule[] {
  const managed = [...new Set(schemas.map(({ group }) => group))].toSorted().flatMap((group) => {
    const plurals = schemas.filter((schema) => schema.group === group).map(({ plural }) => plural);
    return ownedRules(group, plurals.toSorted());
  });
  return [
    ...managed,
    ...ownedRules('aws.evenkeel.dev', ['clusterproviderconfigs', 'providerconfigs']),
    ...ownedRules(compositionGroup, compositionCrds.map(({ spec }) => spec.names.plural).toSorted()),
    { apiGroups: [compositionGroup], resources: [revisionType.plural], verbs: ['create', 'delete'] },
    { apiGroups: [crdType.group], resources: [crdType.plural], verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'] },
    { apiGroups: [crdType.group], resources: [`${crdType.plural}/status`], verbs: ['patch'] },
    { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  ];
}

/** `finalizers` is asked for where the API server checks who may block an owner's deletion. */
function ownedRules(group: string, plurals: readonly string[]): readonly Rule[] {
  return [
    { apiGroups: [group], resources: plurals, verbs: ['get', 'list', 'watch', 'patch'] },
    { apiGroups: [group], resources: plurals.map((plural) => `${plural}/status`), verbs: ['patch'] },
    { apiGroups: [group], resources: plurals.map((plural) => `${plural}/finalizers`), verbs: ['update'] },
  ];
}

const ownNamespaceRules: readonly Rule[] = [
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'] },
  { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
  { apiGroups: [''], resources: ['secrets'], resourceNames: ['evenkeel-secret-hash'], verbs: ['get'] },
];

/** Operators add ClusterRoles with this label for their own kinds and for what these become. */
const compositionLabel = 'rbac.evenkeel.dev/aggregate-to-compositions';

/** What composites become: kinds of this release, and what ClusterRoles with the label say, which are gathered. */
function compositionRoles(schemas: readonly KindSchema[]): readonly object[] {
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { [compositionLabel]: 'true' } }] };
  const rules = [...new Set(schemas.map(({ group }) => group))].toSorted().map((group) => ({
    apiGroups: [group],
    resources: schemas
      .filter((schema) => schema.group === group)
      .map(({ plural }) => plural)
      .toSorted(),
    verbs: ['create', 'delete'],
  }));
  const [gathered, ...binding] = bound({ kind: 'ClusterRole', name: 'evenkeel-compositions' });
  return [{ ...gathered, aggregationRule }, ...binding, ...bound({ kind: 'ClusterRole', name: 'evenkeel-compose-aws', rules })];
}

const secretRules: readonly Rule[] = [
  { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch', 'create', 'patch'] },
  { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] },
];

/** Whoever may edit or view a namespace may do so with its managed objects. */
function userRoles(schemas: readonly KindSchema[]): readonly object[] {
  const apiGroups = [...new Set(['aws.evenkeel.dev', compositionGroup, ...schemas.map(({ group }) => group)])].toSorted();
  const read = ['get', 'list', 'watch'];
  const write = [...read, 'create', 'update', 'patch', 'delete', 'deletecollection'];
  const aggregate = (to: string) => ({ [`${rbac}/aggregate-to-${to}`]: 'true' });
  return [
    role({ kind: 'ClusterRole', name: 'evenkeel-view', labels: aggregate('view'), rules: [{ apiGroups, resources: ['*'], verbs: read }] }),
    role({
      kind: 'ClusterRole',
      name: 'evenkeel-edit',
      labels: { ...aggregate('edit'), ...aggregate('admin') },
      rules: [{ apiGroups, resources: [...schemas.map(({ plural }) => plural), 'providerconfigs'].toSorted(), verbs: write }],
    }),
  ];
}

const secretsBinding = {
  apiVersion: `${rbac}/v1`,
  kind: 'RoleBinding',
  metadata: { name: 'evenkeel-secrets', namespace: 'default' },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'evenkeel-secrets' },
  subjects: [subject],
};

function bound(parts: Role): readonly object[] {
  const binding = {
    apiVersion: `${rbac}/v1`,
    kind: `${parts.kind}Binding`,
    metadata: { name: parts.name, ...placeOf(parts) },
    roleRef: { apiGroup: rbac, kind: parts.kind, name: parts.name },
    subjects: [subject],
  };
  return [role(parts), binding];
}

function role({ kind, name, rules, labels }: Role): object {
  const metadata = { name, ...placeOf({ kind }), ...(labels === undefined ? {} : { labels }) };
  return { apiVersion: `${rbac}/v1`, kind, metadata, ...(rules === undefined ? {} : { rules }) };
}

function placeOf({ kind }: Pick<Role, 'kind'>): { readonly namespace?: string } {
  return kind === 'Role' ? { namespace } : {};
}

function documents(objects: readonly object[]): string {
  return yamlNotice + objects.map(toYaml).join('---\n');
}
