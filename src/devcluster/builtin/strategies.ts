import type { ServedResource } from '../api/served-resource.ts';
import type { Strategy } from '../api/strategy.ts';
import { configMapStrategy } from './config-map-strategy.ts';
import { eventStrategy } from './event-strategy.ts';
import { leaseStrategy } from './lease-strategy.ts';
import { namespaceStrategy } from './namespace-strategy.ts';
import { bindingStrategy, roleStrategy } from './rbac-strategy.ts';
import { secretStrategy } from './secret-strategy.ts';
import { defaultCrd } from '../schema/crd/default-crd.ts';
import { formatWarnings } from '../schema/crd/format-warnings.ts';
import { validateCrd } from '../schema/crd/validate-crd.ts';
import { withoutNulls } from './without-nulls.ts';

const strategies: Readonly<Record<string, Strategy>> = {
  Namespace: namespaceStrategy,
  Secret: secretStrategy,
  ConfigMap: configMapStrategy,
  Lease: leaseStrategy,
  Role: roleStrategy,
  ClusterRole: roleStrategy,
  RoleBinding: bindingStrategy(true),
  ClusterRoleBinding: bindingStrategy(false),
  // Nulls stay: a schema may have null as a default.
  CustomResourceDefinition: {
    hasGeneration: true,
    prepareCreate: defaultCrd,
    prepareUpdate: defaultCrd,
    validate: validateCrd,
    warnings: formatWarnings,
  },
};

const usual: Strategy = { prepareCreate: withoutNulls, prepareUpdate: withoutNulls };

/** What is particular to a built-in type beside its schema; not for custom resources. */
export function strategyOf(resource: ServedResource): Strategy {
  return resource.kind === 'Event' ? eventStrategy(resource.group) : (strategies[resource.kind] ?? usual);
}
