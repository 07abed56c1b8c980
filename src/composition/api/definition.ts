import type { JsonObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { Fields } from './fields.ts';
import { type UpdatePolicy, updatePolicies } from './machinery.ts';
import { present } from './present.ts';

/** A version of a user's kind. */
export interface DefinitionVersion {
  readonly name: string;
  readonly served: boolean;
  /** What compositions speak of, and what is stored. */
  readonly referenceable: boolean;
  readonly deprecated: boolean;
  readonly deprecationWarning?: string;
  /** OpenAPI v3 in the dialect of CRDs; of `spec` and `status` what is the user's own. */
  readonly schema: JsonObject;
  readonly columns: readonly JsonObject[];
  /** As a CRD has it. */
  readonly scale?: JsonObject;
}

/** How a kind is called. */
export interface DefinitionNames {
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly listKind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
}

/** A CompositeResourceDefinition: a kind that a user defines. */
export interface Definition {
  /** `<plural>.<group>`, which is the name of the CRD too. */
  readonly name: string;
  readonly uid: string;
  readonly group: string;
  readonly names: DefinitionNames;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly versions: readonly DefinitionVersion[];
  /** Name of the one version that is referenceable. */
  readonly version: string;
  /** Used where the composite names none and selects none. */
  readonly defaultComposition?: string;
  /** Used whatever the composite says. */
  readonly enforcedComposition?: string;
  readonly updatePolicy: UpdatePolicy;
  /** Keys of connection details that are passed on; empty: all. */
  readonly connectionSecretKeys: readonly string[];
  /** For the CRD. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Why claims are refused, and what to do; said by the CRD and by the controller. */
export const noClaims = 'is not supported, since there are no claims: let users make the composite itself, which is namespaced';
/** Likewise of scope. */
export const noLegacyScope =
  'LegacyCluster is not supported: take Namespaced, or Cluster for a kind whose children lie in several namespaces';

/** Throws InvalidObject. */
export function parseDefinition(object: KubernetesObject): Definition {
  const root = Fields.of(object);
  const spec = root.object('spec');
  refuse(spec);
  const group = spec.text('group');
  const names = namesOf(spec.object('names'));
  const name = `${names.plural}.${group}`;
  if (object.metadata.name !== name) throw root.invalid('metadata.name', `must be ${name}: the plural, a dot, and the group`);
  const versions = spec.objects('versions').map(versionOf);
  const metadata = spec.optionalObject('metadata');
  return present({
    name,
    uid: object.metadata.uid,
    group,
    names,
    scope: spec.choice('scope', ['Namespaced', 'Cluster']) ?? 'Namespaced',
    versions,
    version: referenceable(spec, versions),
    defaultComposition: spec.optionalObject('defaultCompositionRef')?.text('name'),
    enforcedComposition: spec.optionalObject('enforcedCompositionRef')?.text('name'),
    updatePolicy: spec.choice('defaultCompositionUpdatePolicy', updatePolicies) ?? 'Automatic',
    connectionSecretKeys: spec.texts('connectionSecretKeys'),
    labels: metadata?.map('labels') ?? {},
    annotations: metadata?.map('annotations') ?? {},
  });
}

function refuse(spec: Fields): void {
  if (spec.has('claimNames')) throw spec.invalid('claimNames', noClaims);
  if (spec.optionalText('scope') === 'LegacyCluster') throw spec.invalid('scope', noLegacyScope);
  const strategy = spec.optionalObject('conversion')?.optionalText('strategy') ?? 'None';
  if (strategy !== 'None') throw spec.invalid('conversion.strategy', 'must be None: versions of a kind are stored alike');
}

function namesOf(names: Fields): DefinitionNames {
  const kind = names.text('kind');
  return {
    kind,
    plural: names.text('plural'),
    singular: names.optionalText('singular') ?? kind.toLowerCase(),
    listKind: names.optionalText('listKind') ?? `${kind}List`,
    shortNames: names.texts('shortNames'),
    categories: names.texts('categories'),
  };
}

function versionOf(version: Fields): DefinitionVersion {
  return present({
    name: version.text('name'),
    served: version.flag('served'),
    referenceable: version.flag('referenceable'),
    deprecated: version.flag('deprecated'),
    deprecationWarning: version.optionalText('deprecationWarning'),
    schema: version.optionalObject('schema')?.json('openAPIV3Schema') ?? { type: 'object' },
    columns: columnsOf(version),
    scale: version.optionalObject('subresources')?.json('scale'),
  });
}

function columnsOf(version: Fields): readonly JsonObject[] {
  return version.objects('additionalPrinterColumns').map((column) =>
    present({
      name: column.text('name'),
      type: column.text('type'),
      jsonPath: column.text('jsonPath'),
      format: column.optionalText('format'),
      description: column.optionalText('description'),
      priority: column.integer('priority', 0),
    }),
  );
}

function referenceable(spec: Fields, versions: readonly DefinitionVersion[]): string {
  const [one, ...more] = versions.filter((version) => version.referenceable);
  if (one === undefined || more.length > 0)
    throw spec.invalid('versions', 'must have exactly one version with referenceable: true, the one that compositions speak of');
  if (!one.served) throw spec.invalid('versions', `must serve the referenceable version ${one.name}: set served: true`);
  return one.name;
}
