import type { JsonObject } from '../../base/json.ts';
import { environmentOf, withEnvironment } from '../function/environment-context.ts';
import type { FunctionRequest, FunctionResponse, PipelineFunction } from '../function/pipeline-function.ts';
import { checkResources } from './check-resources.ts';
import { compileResources } from './compile-resources.ts';
import type { CompiledResources } from './compile-resources.ts';
import { runEnvironmentPatches } from './run-patches.ts';
import { runTemplate } from './run-template.ts';
import type { Draft } from './run-template.ts';
import { TemplateFault } from './template-fault.ts';

/**
 * `function-patch-and-transform`: children from templates, with patches between them, the composite and the environment, as
 * Crossplane's function of this name makes them. What earlier steps want stays. A patch that can't be done is a fatal result.
 */
export function createPatchAndTransform(): PipelineFunction {
  const compiled = new WeakMap<JsonObject, CompiledResources>();
  const compiledInput = (input: JsonObject | undefined): CompiledResources => {
    const known = input === undefined ? undefined : compiled.get(input);
    if (known !== undefined) return known;
    const made = readInput(input);
    if (input !== undefined) compiled.set(input, made);
    return made;
  };
  return {
    checkInput: checkResources,
    run: async (request) => respond(request, compiledInput(request.input)),
  };
}

function readInput(input: JsonObject | undefined): CompiledResources {
  const [problem] = checkResources(input);
  if (problem !== undefined || input === undefined) throw new Error(`the input is wrong: ${problem?.path}: ${problem?.message}`);
  return compileResources(input);
}

function respond(request: FunctionRequest, input: CompiledResources): FunctionResponse {
  const nothing = { conditions: [], requirements: { resources: {}, schemas: {} } };
  try {
    const draft = input.templates.reduce((before, template) => runTemplate(template, request.observed, before), start(request, input));
    const { composite, environment, connectionDetails, resources, results } = draft;
    const { ready } = request.desired.composite;
    return {
      ...nothing,
      desired: { composite: { resource: composite, connectionDetails, ready }, resources },
      context: withEnvironment(request.context, environment),
      results,
    };
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    const results = [{ severity: 'fatal', message: error.message }] as const;
    return { ...nothing, desired: request.desired, context: request.context, results };
  }
}

/** What earlier steps want, and the patches of the environment, which come before all others. */
function start({ observed, desired, context }: FunctionRequest, { environmentPatches }: CompiledResources): Draft {
  const { apiVersion, kind } = observed.composite.resource;
  const { environment, desiredComposite } = runEnvironmentPatches(environmentPatches, {
    observedComposite: observed.composite.resource,
    desiredComposite: { ...desired.composite.resource, apiVersion, kind },
    environment: environmentOf(context),
  });
  const { connectionDetails } = desired.composite;
  return { composite: desiredComposite, environment, connectionDetails, resources: desired.resources, results: [] };
}
