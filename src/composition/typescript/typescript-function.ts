import type { JsonObject } from '../../base/json.ts';
import { isObject } from '../../base/json.ts';
import { environmentOf } from '../function/environment-context.ts';
import type { FunctionRequest, FunctionResponse, InputProblem, PipelineFunction, SecretData } from '../function/pipeline-function.ts';
import { readProgramInput } from './program-input.ts';
import type { ProgramInput } from './program-input.ts';
import { OutputError, readProgramOutput } from './program-output.ts';
import type { ProgramOutput } from './program-output.ts';
import { detailRedactor } from '../function/redact-details.ts';
import type { Sandbox, SandboxOutcome } from './sandbox.ts';
import { stripTypes } from './strip-types.ts';

/** What opens a level of nesting, and everything else: fewer can't overrun the stack of Node's parser, which would not recover. */
const mostOpening = 500;
const mostTokens = 3000;

/**
 * `function-typescript`: the step's input holds a program, `export default ({composite, observed, environment, values}) => resources`, that is
 * evaluated in the sandbox. What it throws is a fatal result with the line of its source; resources of earlier steps stay, but where it gives
 * the same key.
 */
export class TypescriptFunction implements PipelineFunction {
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  checkInput(input: JsonObject | undefined): readonly InputProblem[] {
    const program = readProgramInput(input);
    if (!isProgram(program)) return program;
    if (isLong(program.source)) return [];
    const stripped = stripTypes(program.source);
    return stripped.type === 'code' ? [] : [{ path: 'spec.source', message: placed(stripped) }];
  }

  async run(request: FunctionRequest, signal: AbortSignal): Promise<FunctionResponse> {
    const program = readProgramInput(request.input);
    if (!isProgram(program)) throw new Error(program.map(({ path, message }) => `input: ${path} ${message}`).join('; '));
    const redact = detailRedactor(request);
    const outcome = await this.#evaluate(program, request, signal);
    if (outcome.type === 'failed') return fatal(request, redact(placed(outcome)));
    try {
      return responseOf(request, readProgramOutput(outcome.output), redact);
    } catch (error) {
      if (error instanceof OutputError) return fatal(request, redact(error.message));
      throw error;
    }
  }

  async #evaluate({ source, limits, values }: ProgramInput, request: FunctionRequest, signal: AbortSignal): Promise<SandboxOutcome> {
    const input = JSON.stringify({ ...seenBy(request), values });
    return this.#sandbox.evaluate({ source, input, limits }, signal);
  }
}

/** Such a program is parsed on the sandbox's own thread alone: when it runs. */
function isLong(source: string): boolean {
  return source.split(/[([{<`]|=>/).length > mostOpening || source.split(/\w+|[^\s\w]/).length > mostTokens;
}

function isProgram(program: ProgramInput | readonly InputProblem[]): program is ProgramInput {
  return !Array.isArray(program);
}

function placed({ message, line }: { readonly message: string; readonly line?: number }): string {
  return line === undefined ? message : `line ${line} of the program: ${message}`;
}

/** The members of the program's argument, `values` aside. */
function seenBy({ observed, context }: FunctionRequest) {
  return {
    composite: observed.composite.resource,
    observed: Object.fromEntries(
      Object.entries(observed.resources).map(([key, { resource, connectionDetails }]) => [
        key,
        { resource, connectionDetails: revealed(connectionDetails) },
      ]),
    ),
    environment: environmentOf(context),
  };
}

/** Programs make connection details out of others: they see them, nothing else does. */
function revealed(details: SecretData): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(details).map(([key, secret]) => [key, secret.reveal()]));
}

function responseOf(request: FunctionRequest, output: ProgramOutput, redact: (text: string) => string): FunctionResponse {
  const { composite, resources } = request.desired;
  const { status = {} } = output;
  const merged = { ...composite.resource, status: mergeObjects(composite.resource['status'], status) };
  return {
    desired: {
      composite: {
        ...composite,
        resource: Object.keys(status).length === 0 ? composite.resource : merged,
        connectionDetails: { ...composite.connectionDetails, ...output.connectionDetails },
      },
      resources: { ...resources, ...output.resources },
    },
    context: request.context,
    results: output.results.map((result) => ({ ...result, message: redact(result.message) })),
    conditions: output.conditions.map((condition) =>
      condition.message === undefined ? condition : { ...condition, message: redact(condition.message) },
    ),
    requirements: { resources: {}, schemas: {} },
  };
}

/** Objects are merged, anything else replaces. */
function mergeObjects(before: JsonObject[string], after: JsonObject): JsonObject {
  if (!isJsonObject(before)) return after;
  const merged = Object.entries(after).map(
    ([name, value]) => [name, isJsonObject(value) ? mergeObjects(before[name], value) : value] as const,
  );
  return { ...before, ...Object.fromEntries(merged) };
}

function isJsonObject(value: JsonObject[string]): value is JsonObject {
  return isObject(value);
}

function fatal({ desired, context }: FunctionRequest, message: string): FunctionResponse {
  return {
    desired,
    context,
    results: [{ severity: 'fatal', message }],
    conditions: [],
    requirements: { resources: {}, schemas: {} },
  };
}
