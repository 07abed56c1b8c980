import type { ServedResource } from '../api/served-resource.ts';
import { coreTypes } from './core.ts';
import { customResourceDefinitions } from './custom-resource-definitions.ts';
import { eventTypes } from './events.ts';
import { leases } from './leases.ts';
import { rbacTypes } from './rbac.ts';
import { reviewTypes } from './reviews.ts';

/** All types that the server has by itself. Core events and those of events.k8s.io share a storage key. */
export function builtinResources(): readonly ServedResource[] {
  return [...coreTypes, ...eventTypes, leases, ...rbacTypes, customResourceDefinitions, ...reviewTypes];
}
