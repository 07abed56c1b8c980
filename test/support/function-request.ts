import type { JsonObject } from '../../src/base/json.ts';
import type { FunctionRequest, FunctionResource } from '../../src/composition/function/pipeline-function.ts';

/** A resource without connection details of which nobody says whether it is ready. */
export function functionResource(resource: JsonObject, more: Partial<FunctionResource> = {}): FunctionResource {
  return { resource, connectionDetails: {}, ready: 'unspecified', ...more };
}

/** A request in which nothing is observed or wanted, but for what is given. */
export function functionRequest(more: Partial<FunctionRequest> = {}): FunctionRequest {
  return {
    tag: 'tag',
    observed: { composite: functionResource({}), resources: {} },
    desired: { composite: functionResource({}), resources: {} },
    context: {},
    credentials: {},
    requiredResources: {},
    requiredSchemas: {},
    ...more,
  };
}
