import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { JsonObject } from '../../base/json.ts';
import { stableStringify } from '../../base/json.ts';
import { TookTooLong, within } from '../../base/within.ts';
import type { CompositionStep } from '../api/composition.ts';
import type {
  FunctionCondition,
  FunctionRequest,
  FunctionResponse,
  FunctionResource,
  FunctionResult,
  FunctionState,
  PipelineFunction,
  Requirements,
  ResourceSelector,
  SecretData,
} from '../function/pipeline-function.ts';

/** What a pipeline gets from outside. All reject with an Error whose message is fit for the composite's status. */
export interface PipelineDeps {
  readonly clock: Clock;
  /** Longest time of one call of a function that says nothing else (ms). */
  readonly timeoutMs: number;
  /** The function of this name. */
  readonly functionOf: (name: string) => PipelineFunction;
  readonly credentialsOf: (step: CompositionStep) => Promise<Readonly<Record<string, SecretData>>>;
  readonly requiredResources: (selector: ResourceSelector) => Promise<readonly FunctionResource[]>;
  /** The OpenAPI schema of a kind; undefined: it is not served. */
  readonly requiredSchema: (apiVersion: string, kind: string) => Promise<JsonObject | undefined>;
}

/** A result, and the step that gave it. */
export type StepResult = FunctionResult & { readonly step: string };

/** What a pipeline came to. `fatal`: it ended at a step, and what it wanted so far counts for nothing. */
export type PipelineOutcome = {
  readonly results: readonly StepResult[];
  readonly conditions: readonly FunctionCondition[];
  /** What was asked for beside the children: a change there is a reason to run again. */
  readonly selectors: readonly ResourceSelector[];
} & (
  | { readonly type: 'done'; readonly desired: FunctionState; readonly context: JsonObject; readonly ttlMs?: number }
  /** `answered`: the function itself refused; else it could not be reached, or broke. */
  | { readonly type: 'fatal'; readonly step: string; readonly message: string; readonly answered: boolean }
);

/** A function that still asks for something new after this many runs is given up. */
const mostRuns = 5;

interface Progress {
  desired: FunctionState;
  context: JsonObject;
  ttlMs: number | undefined;
  readonly results: StepResult[];
  readonly conditions: Map<string, FunctionCondition>;
  readonly selectors: Map<string, ResourceSelector>;
}

/**
 * Runs the steps one after the other; each sees what those before it want. A function's requirements are looked up and it is run
 * again until it asks for nothing new. Never rejects, but when the signal aborts.
 */
export async function runPipeline(
  deps: PipelineDeps,
  input: { readonly steps: readonly CompositionStep[]; readonly observed: FunctionState; readonly context?: JsonObject },
  signal: AbortSignal,
): Promise<PipelineOutcome> {
  const progress: Progress = {
    desired: { composite: { resource: {}, connectionDetails: {}, ready: 'unspecified' }, resources: {} },
    context: input.context ?? {},
    ttlMs: undefined,
    results: [],
    conditions: new Map(),
    selectors: new Map(),
  };
  for (const step of input.steps) {
    const failure = await runStep(deps, { step, observed: input.observed, progress }, signal);
    if (failure !== undefined) return { type: 'fatal', step: step.step, ...failure, ...told(progress) };
  }
  const { desired, context, ttlMs } = progress;
  return { type: 'done', desired, context, ...(ttlMs === undefined ? {} : { ttlMs }), ...told(progress) };
}

function told({ results, conditions, selectors }: Progress): Pick<PipelineOutcome, 'results' | 'conditions' | 'selectors'> {
  return { results, conditions: [...conditions.values()], selectors: [...selectors.values()] };
}

interface StepRun {
  readonly step: CompositionStep;
  readonly observed: FunctionState;
  readonly progress: Progress;
}

async function runStep(
  deps: PipelineDeps,
  run: StepRun,
  signal: AbortSignal,
): Promise<{ readonly message: string; readonly answered: boolean } | undefined> {
  try {
    const response = await answerOf(deps, run, signal);
    take(run, response);
    const fatal = response.results.find(({ severity }) => severity === 'fatal');
    return fatal === undefined ? undefined : { message: fatal.message, answered: true };
  } catch (error) {
    if (signal.aborted) throw error;
    return { message: error instanceof Error ? error.message : String(error), answered: false };
  }
}

/** The function's answer once it has seen all that it asks for. */
async function answerOf(deps: PipelineDeps, { step, observed, progress }: StepRun, signal: AbortSignal): Promise<FunctionResponse> {
  const run = deps.functionOf(step.functionName);
  const credentials = await deps.credentialsOf(step);
  let asked: Requirements = { resources: step.requiredResources, schemas: {} };
  for (let runs = 0; runs < mostRuns; runs += 1) {
    const found = await lookUp(deps, asked);
    for (const selector of Object.values(asked.resources)) progress.selectors.set(stableStringify(selector), selector);
    const request = tagged({
      observed,
      desired: progress.desired,
      ...(step.input === undefined ? {} : { input: step.input }),
      context: progress.context,
      credentials,
      ...found,
    });
    const response = await timed({ ...deps, timeoutMs: run.timeoutMs ?? deps.timeoutMs }, (each) => run.run(request, each), signal);
    const next = { ...response.requirements, resources: { ...step.requiredResources, ...response.requirements.resources } };
    const isFatal = response.results.some(({ severity }) => severity === 'fatal');
    if (isFatal || stableStringify(next) === stableStringify(asked)) return response;
    asked = next;
  }
  throw new Error(`the function asks for other resources each time; it was run ${mostRuns} times`);
}

async function lookUp(deps: PipelineDeps, { resources, schemas }: Requirements) {
  const foundResources = Object.entries(resources).map(async ([name, selector]) => [name, await deps.requiredResources(selector)] as const);
  const foundSchemas = Object.entries(schemas).map(
    async ([name, { apiVersion, kind }]) => [name, await deps.requiredSchema(apiVersion, kind)] as const,
  );
  return {
    requiredResources: Object.fromEntries(await Promise.all(foundResources)),
    requiredSchemas: Object.fromEntries(await Promise.all(foundSchemas)),
  };
}

/** The same tag for the same request, as the protocol wants it, so that an answer may be remembered by it. */
function tagged(request: Omit<FunctionRequest, 'tag'>): FunctionRequest {
  return { tag: createHash('sha256').update(stableStringify(request)).digest('hex'), ...request };
}

async function timed<T>({ clock, timeoutMs }: PipelineDeps, run: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  const cut = new AbortController();
  try {
    return await within(clock, timeoutMs, run(AbortSignal.any([signal, cut.signal])));
  } catch (error) {
    throw error instanceof TookTooLong ? new Error(`the function did not answer within ${timeoutMs / 1000} s`) : error;
  } finally {
    cut.abort();
  }
}

function take({ step, progress }: StepRun, response: FunctionResponse): void {
  progress.desired = response.desired;
  progress.context = response.context;
  progress.results.push(...response.results.map((result) => ({ ...result, step: step.step })));
  for (const condition of response.conditions) progress.conditions.set(condition.type, condition);
  if (response.ttlMs !== undefined) progress.ttlMs = Math.min(response.ttlMs, progress.ttlMs ?? Infinity);
}
