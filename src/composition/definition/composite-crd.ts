import { createHash } from 'node:crypto';
import { isObject, stableStringify, type JsonObject } from '../../base/json.ts';
import { conditionPath } from '../../engine/schema/crd/printer-columns.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Definition, DefinitionVersion } from '../api/definition.ts';
import { InvalidObject } from '../api/invalid-object.ts';
import { definitionType } from '../api/resource-types.ts';
import { ownSpec, ownStatus } from './composite-schema.ts';

/** Label of the CRDs that are made from definitions, by whose name they go. */
export const compositeKindLabel = 'evenkeel.dev/composite-kind';
/** Annotation of such a CRD: hash of what was applied last. */
const hashAnnotation = 'evenkeel.dev/definition-hash';

/** The CRD of a user's kind, as it is applied. */
export interface CompositeCrd {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: JsonObject & { readonly versions: readonly CompositeCrdVersion[] };
}

/** One version in it. */
export type CompositeCrdVersion = JsonObject & {
  readonly name: string;
  readonly storage: boolean;
  readonly schema: { readonly openAPIV3Schema: JsonObject };
};

/** Whether a CRD was made from a definition: that of its own name, since there can't be two. */
export function isCompositeCrd({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[compositeKindLabel] === 'true';
}

/** Hash of what a CRD was made from; undefined: it was not made from a definition, or before there were hashes. */
export function hashOfCrd(crd: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } }): string | undefined {
  return crd.metadata.annotations?.[hashAnnotation];
}

/** The user's schema with what every composite has. Throws InvalidObject where the user's schema defines that itself. Pure; equal definitions give equal CRDs. */
export function compositeCrd(definition: Definition): CompositeCrd {
  const { group, names, scope } = definition;
  const { shortNames, ...rest } = names;
  const spec = {
    group,
    scope,
    names: { ...rest, ...(shortNames.length === 0 ? {} : { shortNames }), categories: [...new Set([...rest.categories, 'composite'])] },
    versions: definition.versions.map((version, index) => crdVersion(definition, version, index)),
  };
  const labels = { ...definition.labels, [compositeKindLabel]: 'true' };
  const hash = createHash('sha256')
    .update(stableStringify([labels, definition.annotations, spec]))
    .digest('hex')
    .slice(0, 16);
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: definition.name, labels, annotations: { ...definition.annotations, [hashAnnotation]: hash } },
    spec,
  };
}

function crdVersion(definition: Definition, version: DefinitionVersion, index: number): CompositeCrdVersion {
  const { name, served, referenceable, deprecated, deprecationWarning, scale } = version;
  return {
    name,
    served,
    storage: referenceable,
    ...(deprecated ? { deprecated } : {}),
    ...(deprecationWarning === undefined ? {} : { deprecationWarning }),
    subresources: { status: {}, ...(scale === undefined ? {} : { scale }) },
    additionalPrinterColumns: columns(version),
    schema: { openAPIV3Schema: merged(definition, version, `spec.versions[${index}].schema.openAPIV3Schema`) },
  };
}

/** A column of the user's goes before one of ours of the same name. */
function columns(version: DefinitionVersion): readonly JsonObject[] {
  const theirs = new Set(version.columns.map(({ name }) => String(name).toUpperCase()));
  const ours = (...each: readonly { readonly name: string; readonly type: string; readonly jsonPath: string }[]): readonly JsonObject[] =>
    each.filter(({ name }) => !theirs.has(name)).map((column) => ({ ...column }));
  return [
    ...ours(
      { name: 'SYNCED', type: 'string', jsonPath: conditionPath('Synced', 'status') },
      { name: 'READY', type: 'string', jsonPath: conditionPath('Ready', 'status') },
      { name: 'COMPOSITION', type: 'string', jsonPath: '.status.evenkeel.compositionRef.name' },
    ),
    ...version.columns,
    ...ours({ name: 'AGE', type: 'date', jsonPath: '.metadata.creationTimestamp' }),
  ];
}

function merged(definition: Definition, { schema }: DefinitionVersion, path: string): JsonObject {
  const problem = (where: string, message: string): InvalidObject =>
    new InvalidObject(`${definitionType.kind} ${definition.name}`, `${path}${where}`, message);
  if ((schema['type'] ?? 'object') !== 'object') throw problem('.type', 'must be object');
  const properties = schema['properties'] ?? {};
  if (!isObject(properties)) throw problem('.properties', 'must be an object');
  const member = (name: 'spec' | 'status', ours: object): JsonObject => {
    const theirs = properties[name] ?? { type: 'object' };
    if (!isObject(theirs)) throw problem(`.properties.${name}`, 'must be an object');
    return withMembers(theirs as JsonObject, ours as JsonObject, (where, message) => problem(`.properties.${name}${where}`, message));
  };
  const spec = member('spec', ownSpec(definition.scope));
  const status = withDefault(member('status', ownStatus));
  return { ...schema, type: 'object', properties: { ...(properties as JsonObject), spec, status } };
}

function withMembers(theirs: JsonObject, ours: JsonObject, problem: (where: string, message: string) => InvalidObject): JsonObject {
  if ((theirs['type'] ?? 'object') !== 'object') throw problem('.type', 'must be object');
  if (theirs['additionalProperties'] !== undefined)
    throw problem('.additionalProperties', 'is not supported here: take x-kubernetes-preserve-unknown-fields, or a member that is a map');
  const properties = theirs['properties'] ?? {};
  if (!isObject(properties)) throw problem('.properties', 'must be an object');
  const both = Object.keys(ours).find((name) => properties[name] !== undefined);
  if (both !== undefined) throw problem(`.properties.${both}`, 'is what every composite has: leave it out, or give yours another name');
  return { ...theirs, type: 'object', properties: { ...(properties as JsonObject), ...ours } };
}

/** Tells tools that wait for an object that nobody has looked at it yet. Where the user's status has members that must be there, no default would be valid. */
function withDefault(status: JsonObject): JsonObject {
  const required = status['required'];
  if (status['default'] !== undefined || (Array.isArray(required) && required.length > 0)) return status;
  return { ...status, default: { observedGeneration: -1 } };
}
