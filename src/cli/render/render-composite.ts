import type { JsonObject } from '../../base/json.ts';
import { Secret } from '../../base/secret.ts';
import type { Clock } from '../../base/clock.ts';
import { isObject } from '../../base/json.ts';
import type { Composition, CompositionStep } from '../../composition/api/composition.ts';
import { childState } from '../../composition/compose/child-report.ts';
import { ownConditions } from '../../composition/compose/composite-conditions.ts';
import { compositeStatus, ownStatus } from '../../composition/compose/composite-status.ts';
import { childAnnotation, compositeLabel, keyOfChild } from '../../composition/compose/child-marks.ts';
import { matchChildren } from '../../composition/compose/match-children.ts';
import type { FunctionResource, PipelineFunction, ResourceSelector, SecretData } from '../../composition/function/pipeline-function.ts';
import { runPipeline, type PipelineOutcome } from '../../composition/pipeline/run-pipeline.ts';
import { selects } from '../../composition/controller/required-objects.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';

/** What a composite is rendered from. */
export interface RenderInput {
  readonly composite: KubernetesObject;
  readonly composition: Composition;
  readonly observed: readonly KubernetesObject[];
  /** What functions may ask for, and Secrets for credentials. */
  readonly others: readonly KubernetesObject[];
  readonly functionOf: (name: string) => PipelineFunction;
  readonly typeOf: (apiVersion: string, kind: string) => ResourceType;
  readonly clock: Clock;
}

/** What it becomes: the composite with its status, its children as they would be applied, and what functions said. */
export interface Rendered {
  readonly ok: boolean;
  readonly objects: readonly JsonObject[];
}

const timeoutMs = 60_000;

/** Runs the pipeline once and gives what a controller would apply. The same input always gives the same. Throws UnusableChild. */
export async function renderComposite(input: RenderInput, signal: AbortSignal): Promise<Rendered> {
  const resources = Object.fromEntries(
    input.observed.flatMap((object) => {
      const key = keyOfChild(object);
      return key === undefined ? [] : [[key, resourceOf(object)] as const];
    }),
  );
  const outcome = await runPipeline(
    depsOf(input),
    { steps: input.composition.pipeline, observed: { composite: resourceOf(input.composite), resources } },
    signal,
  );
  const results = outcome.results.map(({ step, severity, message, reason }) => ({
    ...documentHead('Result'),
    step,
    severity,
    ...(reason === undefined ? {} : { reason }),
    message,
  }));
  if (outcome.type === 'fatal' && !outcome.answered)
    results.push({ ...documentHead('Result'), step: outcome.step, severity: 'fatal', message: outcome.message });
  if (outcome.type === 'fatal') return { ok: false, objects: results };
  return { ok: true, objects: [...composed(input, outcome), ...results] };
}

function documentHead(kind: string) {
  return { apiVersion: 'render.evenkeel.dev/v1', kind };
}

function resourceOf(object: KubernetesObject): FunctionResource {
  return { resource: object as unknown as JsonObject, connectionDetails: {}, ready: 'unspecified' };
}

function depsOf({ clock, functionOf, others, composite }: RenderInput) {
  return {
    clock,
    timeoutMs,
    functionOf,
    credentialsOf: async (step: CompositionStep) => credentialsOf(step, others),
    requiredResources: async (selector: ResourceSelector) =>
      others.filter((object) => selects(selector, object) && inReach(object, composite, selector)).map(resourceOf),
    requiredSchema: async () => undefined,
  };
}

function inReach(object: KubernetesObject, composite: KubernetesObject, selector: ResourceSelector): boolean {
  const namespace = composite.metadata.namespace ?? selector.namespace;
  return object.metadata.namespace === undefined || namespace === undefined || object.metadata.namespace === namespace;
}

function credentialsOf(step: CompositionStep, others: readonly KubernetesObject[]): Readonly<Record<string, SecretData>> {
  const wanted = step.credentials.filter((each) => each.source === 'Secret');
  return Object.fromEntries(
    wanted.map(({ name, secret }) => {
      const found = others.find(
        ({ kind, metadata }) =>
          kind === 'Secret' && metadata.name === secret.name && (metadata.namespace ?? secret.namespace) === secret.namespace,
      );
      if (found === undefined)
        throw new Error(`credentials ${name}: give the Secret ${secret.namespace}/${secret.name} with --environment`);
      return [name, dataOf(found)];
    }),
  );
}

function dataOf(secret: KubernetesObject): SecretData {
  const data = isObject(secret['data']) ? Object.entries(secret['data']) : [];
  const texts = isObject(secret['stringData']) ? Object.entries(secret['stringData']) : [];
  return Object.fromEntries([
    ...data.map(([key, value]) => [key, new Secret(String(value))] as const),
    ...texts.map(([key, value]) => [key, new Secret(Buffer.from(String(value)).toString('base64'))] as const),
  ]);
}

function composed(input: RenderInput, outcome: Extract<PipelineOutcome, { readonly type: 'done' }>): readonly JsonObject[] {
  const { composite, typeOf } = input;
  const { desired, conditions } = outcome;
  const types = new Map(
    Object.entries(desired.resources).map(([key, { resource }]) => [key, typeOf(String(resource['apiVersion']), String(resource['kind']))]),
  );
  const live = input.observed.map((object) => ({ type: typeOf(object.apiVersion, object.kind), object }));
  const { matches, unwanted } = matchChildren(composite, desired.resources, types, live);
  const children = matches.map((match) => childState(match.child, match.live, undefined));
  const status = desired.composite.resource['status'];
  const whole = compositeStatus(composite, {
    outcome: {
      type: 'composed',
      ready: desired.composite.ready,
      children,
      held: [],
      leaving: unwanted.map(({ object }) => `${object.kind} ${object.metadata.name}`),
      looping: [],
    },
    conditions: conditions.filter(({ type }) => !ownConditions.has(type)),
    userStatus: isObject(status) ? (Object.fromEntries(Object.entries(status).filter(([name]) => !ownStatus.has(name))) as JsonObject) : {},
    resources: children.map(({ report }) => report).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    now: 0,
  });
  const { name, namespace } = composite.metadata;
  const head = {
    apiVersion: composite.apiVersion,
    kind: composite.kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    status: withoutTimes(whole),
  };
  return [head as unknown as JsonObject, ...matches.map(({ child }) => shown(child.object))];
}

/** A rendering is of no time: that of conditions would differ each time. */
function withoutTimes(status: JsonObject): JsonObject {
  const conditions: unknown = status['conditions'];
  if (!Array.isArray(conditions)) return status;
  const timeless = conditions.map((each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).filter(([member]) => member !== 'lastTransitionTime')) : each,
  );
  return { ...status, conditions: timeless } as unknown as JsonObject;
}

/** Without the hash, which is bookkeeping; and, where the file of the composite has no uid, without what would carry it. */
function shown(object: JsonObject): JsonObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const { [childAnnotation.hash]: _hash, ...annotations } = isObject(metadata['annotations']) ? metadata['annotations'] : {};
  const labels = Object.entries(isObject(metadata['labels']) ? metadata['labels'] : {}).filter(
    ([name, value]) => name !== compositeLabel || value !== '',
  );
  const owners: readonly unknown[] = Array.isArray(metadata['ownerReferences']) ? metadata['ownerReferences'] : [];
  const ownerReferences = owners.map((owner) =>
    isObject(owner) ? Object.fromEntries(Object.entries(owner).filter(([name, value]) => name !== 'uid' || value !== '')) : owner,
  );
  const { labels: _labels, ...rest } = metadata;
  const shownLabels = labels.length === 0 ? {} : { labels: Object.fromEntries(labels) };
  return { ...object, metadata: { ...rest, ...shownLabels, annotations, ownerReferences } } as unknown as JsonObject;
}
