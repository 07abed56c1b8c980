import { isObject, type JsonObject } from '../../base/json.ts';
import type { Condition } from '../../kubernetes/condition.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { FunctionCondition } from '../function/pipeline-function.ts';
import type { ChildReport } from './child-report.ts';
import { compositeConditions, type CompositeOutcome } from './composite-conditions.ts';
import type { SelectedRevision } from './composer.ts';

/** Members of a composite's status that are ours; all others are the pipeline's. */
export const ownStatus: ReadonlySet<string> = new Set([
  'conditions',
  'observedGeneration',
  'lastHandledReconcileAt',
  'resources',
  'evenkeel',
]);

const mostResources = 100;

/** What a pass found. Absent members stay as status had them. */
export interface CompositeFindings {
  readonly outcome: CompositeOutcome;
  readonly conditions: readonly FunctionCondition[];
  /** Status as the pipeline wants it. */
  readonly userStatus?: JsonObject;
  readonly resources?: readonly ChildReport[];
  readonly revision?: SelectedRevision;
  /** The request to reconcile that this pass has answered. */
  readonly handled?: string;
  /** ms since the epoch */
  readonly now: number;
}

/** The whole status of a composite after a pass. */
export function compositeStatus(composite: KubernetesObject, findings: CompositeFindings): JsonObject {
  const before = statusOf(composite);
  const generation = composite.metadata.generation ?? 0;
  const { outcome, conditions, now } = findings;
  const observedGeneration = outcome.type === 'paused' ? before['observedGeneration'] : generation;
  const handled = findings.handled ?? before['lastHandledReconcileAt'];
  return {
    ...(findings.userStatus ?? userStatusOf(composite)),
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
    conditions: compositeConditions(outcome, {
      previous: conditionsOf(composite),
      observedGeneration: typeof before['observedGeneration'] === 'number' ? before['observedGeneration'] : undefined,
      generation,
      now,
      conditions,
    }),
    ...(handled === undefined ? {} : { lastHandledReconcileAt: handled }),
    ...resourcesOf(before, findings),
  } as unknown as JsonObject;
}

/** The part of status that is the pipeline's. */
export function userStatusOf(composite: KubernetesObject): JsonObject {
  return Object.fromEntries(Object.entries(statusOf(composite)).filter(([member]) => !ownStatus.has(member))) as JsonObject;
}

/** `status.resources` as it was written last. */
export function reportedChildren(composite: KubernetesObject): readonly Pick<ChildReport, 'apiVersion' | 'kind'>[] {
  const resources: unknown = statusOf(composite)['resources'];
  if (!Array.isArray(resources)) return [];
  return resources.flatMap((each) =>
    isObject(each) && typeof each['apiVersion'] === 'string' && typeof each['kind'] === 'string'
      ? [{ apiVersion: each['apiVersion'], kind: each['kind'] }]
      : [],
  );
}

/** The conditions that a composite has. */
function conditionsOf(composite: KubernetesObject): readonly Condition[] {
  const conditions: unknown = statusOf(composite)['conditions'];
  return Array.isArray(conditions) ? (conditions as readonly Condition[]) : [];
}

function statusOf(composite: KubernetesObject): Record<string, unknown> {
  const status = composite['status'];
  return isObject(status) ? status : {};
}

/** The first hundred children, one of each type before all others: by them the types are known again after a restart. */
function resourcesOf(before: Record<string, unknown>, { resources, revision }: CompositeFindings): Record<string, unknown> {
  const evenkeel = {
    ...(isObject(before['evenkeel']) ? before['evenkeel'] : {}),
    ...(revision === undefined
      ? {}
      : { compositionRef: { name: revision.compositionName }, compositionRevisionRef: { name: revision.revisionName } }),
  };
  const shown = Object.keys(evenkeel).length === 0 ? {} : { evenkeel };
  if (resources === undefined) return { ...shown, ...(before['resources'] === undefined ? {} : { resources: before['resources'] }) };
  if (resources.length <= mostResources) return { ...shown, resources };
  const types = new Map(resources.map((resource) => [`${resource.apiVersion}/${resource.kind}`, resource]));
  const first = new Set(types.values());
  const ordered = [...first, ...resources.filter((resource) => !first.has(resource))];
  return { evenkeel: { ...evenkeel, resourceCount: resources.length }, resources: ordered.slice(0, mostResources) };
}
