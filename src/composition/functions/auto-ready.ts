import type { JsonObject } from '../../base/json.ts';
import { findField } from '../field-path/get-field.ts';
import { parseFieldPath } from '../field-path/parse-field-path.ts';
import { observedCondition } from '../function/observed-condition.ts';
import type { FunctionResource, InputProblem, PipelineFunction } from '../function/pipeline-function.ts';
import { checkShape } from '../input/check-shape.ts';
import { anything } from '../input/shape.ts';
import type { ObjectShape } from '../input/shape.ts';

/** Kinds without a condition Ready that are of use as soon as they exist. */
const readyByExistence: ReadonlySet<string> = new Set([
  ...['ConfigMap', 'Secret', 'Namespace', 'ServiceAccount'].map((kind) => `v1/${kind}`),
  ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].map((kind) => `rbac.authorization.k8s.io/v1/${kind}`),
]);

const deletion = parseFieldPath('metadata.deletionTimestamp');

/** An input is not needed; one with settings would mean something that this function does not do. */
const inputShape: ObjectShape = { kind: 'object', members: { apiVersion: anything, kind: anything, metadata: anything } };

/**
 * `function-auto-ready`: says of each wanted resource that it is ready if it exists and its condition Ready is True, or if its kind
 * needs no more than to exist. What an earlier step said of a resource's readiness stays.
 */
export function createAutoReady(): PipelineFunction {
  return {
    checkInput: (input): readonly InputProblem[] => (input === undefined ? [] : checkShape(inputShape, input, '')),
    run: async ({ desired, observed, context }) => ({
      desired: {
        composite: desired.composite,
        resources: Object.fromEntries(
          Object.entries(desired.resources).map(([key, wanted]) => [key, judged(wanted, existing(observed.resources, key))]),
        ),
      },
      context,
      results: [],
      conditions: [],
      requirements: { resources: {}, schemas: {} },
    }),
  };
}

function existing(resources: Readonly<Record<string, FunctionResource>>, key: string): JsonObject | undefined {
  return Object.hasOwn(resources, key) ? resources[key]?.resource : undefined;
}

function judged(wanted: FunctionResource, observed: JsonObject | undefined): FunctionResource {
  const isUnsaid = wanted.ready === 'unspecified' && observed !== undefined;
  return isUnsaid && isReady(observed) ? { ...wanted, ready: 'true' } : wanted;
}

function isReady(object: JsonObject): boolean {
  if (observedCondition(object, 'Ready') === 'True') return true;
  return readyByExistence.has(`${String(object['apiVersion'])}/${String(object['kind'])}`) && findField(object, deletion) === undefined;
}
