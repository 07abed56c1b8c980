import type { JsonObject } from '../../base/json.ts';
import type { Secret } from '../../base/secret.ts';

/** Whether a function says that a resource is ready; `unspecified`: it says nothing about it. */
export type FunctionReady = 'unspecified' | 'true' | 'false';

/** Connection details or credentials by key. Values are base64, as in the `data` of a Secret, since they need not be text. */
export type SecretData = Readonly<Record<string, Secret>>;

/** A resource as a function sees or wants it. */
export interface FunctionResource {
  readonly resource: JsonObject;
  readonly connectionDetails: SecretData;
  readonly ready: FunctionReady;
}

/** The composite, and its children by the key that the composition gives them. */
export interface FunctionState {
  readonly composite: FunctionResource;
  readonly resources: Readonly<Record<string, FunctionResource>>;
}

/** Objects that a function asks to see: one by name, or all that carry the labels. `namespace` absent: cluster-scoped, or all namespaces. */
export interface ResourceSelector {
  readonly apiVersion: string;
  readonly kind: string;
  readonly match: { readonly name: string } | { readonly labels: Readonly<Record<string, string>> };
  readonly namespace?: string;
}

/** What a function needs to know beside the composite and its children; it is run again with it. Keys are the function's own. */
export interface Requirements {
  readonly resources: Readonly<Record<string, ResourceSelector>>;
  readonly schemas: Readonly<Record<string, { readonly apiVersion: string; readonly kind: string }>>;
}

/** What one step of a pipeline is given: the members of Crossplane's `RunFunctionRequest`, protocol v1. */
export interface FunctionRequest {
  /** The same for requests that say the same. */
  readonly tag: string;
  readonly observed: FunctionState;
  /** What the steps before this one want. */
  readonly desired: FunctionState;
  readonly input?: JsonObject;
  readonly context: JsonObject;
  /** By the credentials' name in the step. */
  readonly credentials: Readonly<Record<string, SecretData>>;
  /** What the function's requirements, or the step's own, have found; an empty list: nothing. Absent key: not looked yet. */
  readonly requiredResources: Readonly<Record<string, readonly FunctionResource[]>>;
  /** OpenAPI v3 schemas; undefined: there is none of this kind. Absent key: not looked yet. */
  readonly requiredSchemas: Readonly<Record<string, JsonObject | undefined>>;
}

/** Who is told of a result or condition. There are no claims: both mean the composite. */
export type FunctionTarget = 'composite' | 'compositeAndClaim';

/** Something that a function says. `fatal` ends the pipeline: nothing is changed. */
export interface FunctionResult {
  readonly severity: 'fatal' | 'warning' | 'normal';
  readonly message: string;
  /** CamelCase; the reason of the event. */
  readonly reason?: string;
  readonly target?: FunctionTarget;
}

/** A condition that a function sets on the composite. */
export interface FunctionCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message?: string;
  readonly target?: FunctionTarget;
}

/** What a step gives back: the members of Crossplane's `RunFunctionResponse`. `desired` and `context` replace those of the request. */
export interface FunctionResponse {
  readonly desired: FunctionState;
  readonly context: JsonObject;
  readonly results: readonly FunctionResult[];
  readonly conditions: readonly FunctionCondition[];
  readonly requirements: Requirements;
  /** The composite is passed over again after this time (ms). */
  readonly ttlMs?: number;
}

/** What is wrong with a step's input: a path within it (`resources[0].patches[2].transforms[0].math`), and what to do. */
export interface InputProblem {
  readonly path: string;
  readonly message: string;
}

/** One kind of step. Everything that it knows is in the request: equal requests to a built-in function give equal responses. */
export interface PipelineFunction {
  /** Rejects when it can't answer (unreachable, time-out, broken input); what goes wrong with a template is a fatal result. Aborting ends it. */
  run(request: FunctionRequest, signal: AbortSignal): Promise<FunctionResponse>;
  /** Longest time of one run (ms), where the function says another than the controller's own. */
  readonly timeoutMs?: number;
  /** What is wrong with an input, told when the composition is applied. Absent: only the function itself can tell. */
  checkInput?(input: JsonObject | undefined): readonly InputProblem[];
}
