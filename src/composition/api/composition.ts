import type { JsonObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { ResourceSelector } from '../function/pipeline-function.ts';
import { Fields } from './fields.ts';
import { present } from './present.ts';

/** Most steps of a pipeline. */
export const mostSteps = 99;

/** Credentials that a step is given: a Secret, or none under that name. */
export type StepCredentials =
  | { readonly name: string; readonly source: 'None' }
  | { readonly name: string; readonly source: 'Secret'; readonly secret: { readonly namespace: string; readonly name: string } };

/** A step of a composition's pipeline. */
export interface CompositionStep {
  readonly step: string;
  readonly functionName: string;
  readonly input?: JsonObject;
  readonly credentials: readonly StepCredentials[];
  /** What the step needs to see from its first run on, by the name of the requirement. */
  readonly requiredResources: Readonly<Record<string, ResourceSelector>>;
}

/** What a composition and its revisions say. */
export interface CompositionContent {
  readonly compositeType: { readonly apiVersion: string; readonly kind: string };
  readonly pipeline: readonly CompositionStep[];
}

/** A Composition: how composites of one kind become resources. */
export interface Composition extends CompositionContent {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Revisions that are kept beside those in use. */
  readonly historyLimit: number;
}

const defaultHistoryLimit = 10;

/** Throws InvalidObject. */
export function parseComposition(object: KubernetesObject): Composition {
  const spec = Fields.of(object).object('spec');
  return {
    name: object.metadata.name,
    labels: object.metadata.labels ?? {},
    ...compositionContent(spec),
    historyLimit: spec.integer('revisionHistoryLimit', 1) ?? defaultHistoryLimit,
  };
}

/** The members of spec that a composition and its revisions share. Throws InvalidObject. */
export function compositionContent(spec: Fields): CompositionContent {
  const type = spec.object('compositeTypeRef');
  const compositeType = { apiVersion: type.text('apiVersion'), kind: type.text('kind') };
  if (spec.optionalText('mode') === 'Resources')
    throw spec.invalid('mode', 'must be Pipeline: put spec.resources into the input of a step that runs function-patch-and-transform');
  spec.choice('mode', ['Pipeline']);
  const steps = spec.objects('pipeline');
  if (steps.length === 0 || steps.length > mostSteps) throw spec.invalid('pipeline', `must have 1 to ${mostSteps} steps`);
  const pipeline = steps.map(stepOf);
  const twice = pipeline.findIndex(({ step }, index) => pipeline.findIndex((other) => other.step === step) < index);
  if (twice >= 0) throw spec.invalid(`pipeline[${twice}].step`, `is the name of an earlier step: give each step a name of its own`);
  return { compositeType, pipeline };
}

function stepOf(fields: Fields): CompositionStep {
  const requirements = fields.optionalObject('requirements')?.objects('requiredResources') ?? [];
  return present({
    step: fields.text('step'),
    functionName: fields.object('functionRef').text('name'),
    input: fields.json('input'),
    credentials: fields.objects('credentials').map(credentialsOf),
    requiredResources: Object.fromEntries(requirements.map((each) => [each.text('requirementName'), selectorOf(each)])),
  });
}

function credentialsOf(fields: Fields): StepCredentials {
  const name = fields.text('name');
  if (fields.choice('source', ['None', 'Secret']) !== 'Secret') return { name, source: 'None' };
  const secret = fields.object('secretRef');
  return { name, source: 'Secret', secret: { namespace: secret.text('namespace'), name: secret.text('name') } };
}

function selectorOf(fields: Fields): ResourceSelector {
  const name = fields.optionalText('name');
  if ((name === undefined) !== fields.has('matchLabels')) throw fields.invalid('name', 'or matchLabels must be given, and not both');
  return present({
    apiVersion: fields.text('apiVersion'),
    kind: fields.text('kind'),
    match: name === undefined ? { labels: fields.map('matchLabels') } : { name },
    namespace: fields.optionalText('namespace'),
  });
}
