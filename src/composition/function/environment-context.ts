import { isObject } from '../../base/json.ts';
import type { JsonObject } from '../../base/json.ts';

const ours = 'apiextensions.evenkeel.dev/environment';
/** Where functions written for Crossplane look for it, and put it: so it begins there. */
const crossplanes = 'apiextensions.crossplane.io/environment';

/** The environment in a pipeline's context: data that steps share, not tied to the composite. Empty if no step has put it there. */
export function environmentOf(context: JsonObject): JsonObject {
  const environment = context[keyIn(context)];
  return isJsonObject(environment) ? environment : {};
}

/** The context with another environment, under the key at which it is already. An empty one is not added. */
export function withEnvironment(context: JsonObject, environment: JsonObject): JsonObject {
  const key = keyIn(context);
  const isNeeded = context[key] !== undefined || Object.keys(environment).length > 0;
  return isNeeded ? { ...context, [key]: environment } : context;
}

function keyIn(context: JsonObject): string {
  return context[ours] === undefined ? crossplanes : ours;
}

function isJsonObject(value: JsonObject[string]): value is JsonObject {
  return isObject(value);
}
