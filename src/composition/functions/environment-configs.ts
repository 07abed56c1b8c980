import type { JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../field-path/get-field.ts';
import { mergeValues } from '../field-path/merge-values.ts';
import { parseFieldPath } from '../field-path/parse-field-path.ts';
import { setField } from '../field-path/set-field.ts';
import { environmentOf, withEnvironment } from '../function/environment-context.ts';
import type { FunctionRequest, FunctionResponse, PipelineFunction, ResourceSelector } from '../function/pipeline-function.ts';
import { checkEnvironmentConfigsInput } from './environment-configs-input.ts';
import type { EnvironmentConfigsInput, EnvironmentSource } from './environment-configs-input.ts';
import { chosenConfigs, selectorOf, UnresolvedSource } from './select-environment-configs.ts';

/**
 * `function-environment-configs`: asks for EnvironmentConfigs, by name or labels, and merges their data in order into the
 * environment, over what is there, which in turn goes over the default data.
 */
export function createEnvironmentConfigs(): PipelineFunction {
  return { checkInput: checkEnvironmentConfigsInput, run: async (request) => respond(request) };
}

/** A source, the name of its requirement, and what it asks for. */
interface Asked {
  readonly source: EnvironmentSource;
  readonly name: string;
  readonly selector: ResourceSelector | undefined;
}

function respond(request: FunctionRequest): FunctionResponse {
  const [problem] = checkEnvironmentConfigsInput(request.input);
  if (problem !== undefined) throw new Error(`the input is wrong: ${problem.path}: ${problem.message}`);
  // The parsed boundary: the shape is what the type says.
  const { spec = {} } = request.input as EnvironmentConfigsInput;
  const unchanged = { desired: request.desired, context: request.context, results: [], conditions: [] };
  const requirements = { resources: {}, schemas: {} };
  try {
    const asked = (spec.environmentConfigs ?? []).map((source, index) => askFor(source, index, request));
    const resources = Object.fromEntries(
      asked.flatMap(({ name, selector }) => (selector === undefined ? [] : [[name, selector] as const])),
    );
    const isLookedAt = Object.keys(resources).every((name) => Object.hasOwn(request.requiredResources, name));
    const context = isLookedAt ? withEnvironment(request.context, merged(spec, asked, request)) : request.context;
    return { ...unchanged, context, requirements: { ...requirements, resources } };
  } catch (error) {
    if (!(error instanceof UnresolvedSource)) throw error;
    return { ...unchanged, results: [{ severity: 'fatal', message: error.message }], requirements };
  }
}

function askFor(source: EnvironmentSource, index: number, { observed, context }: FunctionRequest): Asked {
  const from = { composite: observed.composite.resource, environment: environmentOf(context) };
  const selector = naming(index, () => selectorOf(source, from));
  return { source, name: `environment-config-${index}`, selector };
}

function merged(
  { defaultData = {}, policy }: NonNullable<EnvironmentConfigsInput['spec']>,
  asked: readonly Asked[],
  request: FunctionRequest,
): JsonObject {
  const data = asked.flatMap(({ source, name, selector }, index) => {
    if (selector === undefined) return [];
    const found = (request.requiredResources[name] ?? []).map(({ resource }) => resource);
    const chosen = naming(index, () => chosenConfigs(source, found, policy?.resolution === 'Optional'));
    return chosen.map((config) => dataOf(config, source));
  });
  return [environmentOf(request.context), ...data].reduce(mergeOver, defaultData);
}

/** What a config adds to the environment, in its place. */
function dataOf(config: JsonObject, { toFieldPath }: EnvironmentSource): JsonObject {
  const { data = {} } = config;
  if (toFieldPath !== undefined) return setField({}, parseFieldPath(toFieldPath), data);
  return isJsonObject(data) ? data : {};
}

function mergeOver(below: JsonObject, above: JsonObject): JsonObject {
  const both = mergeValues(below, above, { keepExisting: false, appendLists: false });
  return isJsonObject(both) ? both : above;
}

/** Says in the error which source it is. */
function naming<Value>(index: number, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnresolvedSource) throw new UnresolvedSource(`spec.environmentConfigs[${index}]: ${error.message}`);
    throw error;
  }
}
