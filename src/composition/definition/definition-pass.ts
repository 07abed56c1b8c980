import type { KubernetesObject, ObjectMeta, ResourceType } from '../../kubernetes/object.ts';
import type { ObjectStore } from '../../kubernetes/informer.ts';
import { patchMetadata, type MetadataPatch, type WriterDeps } from '../api/api-writer.ts';
import type { Definition } from '../api/definition.ts';
import { crdType, definitionType } from '../api/resource-types.ts';
import { inUseAnnotation } from './in-use.ts';
import type { SchemaCheck } from './schema-change.ts';

/** What a pass over a definition works with. */
export interface DefinitionDeps extends WriterDeps {
  /** All definitions. */
  readonly definitions: ObjectStore;
  /** CRDs with the label of those that are made from definitions; others may be among them. */
  readonly crds: ObjectStore;
  /** Live composites of a definition's kind; undefined: not known (yet), and what is said of them stays. */
  readonly composites: (definition: Definition) => readonly KubernetesObject[] | undefined;
  readonly checkSchema: SchemaCheck;
}

/** Finalizer of definitions: the CRD goes before them, and not while there are objects. */
const finalizer = 'evenkeel.dev/definition';

/** One pass: the definition and its CRD as they were read or written last. */
export interface DefinitionPass {
  readonly deps: DefinitionDeps;
  object: KubernetesObject;
  crd: KubernetesObject | undefined;
  /** The CRD was written in this pass. */
  applied: boolean;
}

/** How the objects of a definition are reached. */
export function compositeType({ group, names, scope, version: referenceable }: Definition, version = referenceable): ResourceType {
  return { group, version, kind: names.kind, plural: names.plural, namespaced: scope === 'Namespaced' };
}

export function hasFinalizer({ metadata }: KubernetesObject): boolean {
  return metadata.finalizers?.includes(finalizer) ?? false;
}

/** Before there is a CRD: else the definition could go while its objects live. */
export async function ensureFinalizer(pass: DefinitionPass): Promise<void> {
  if (hasFinalizer(pass.object)) return;
  await patchDefinition(pass, { finalizers: [...(pass.object.metadata.finalizers ?? []), finalizer] });
}

/** Lets the definition go. */
export async function removeFinalizer(pass: DefinitionPass): Promise<void> {
  await patchDefinition(pass, { finalizers: (pass.object.metadata.finalizers ?? []).filter((name) => name !== finalizer) });
}

/** Says on the definition and its CRD which objects there are; undefined: none. */
export async function markInUse(pass: DefinitionPass, users: string | undefined): Promise<void> {
  const patch = inUsePatch(pass.object.metadata, users);
  if (patch !== undefined) await patchDefinition(pass, patch);
  if (pass.crd === undefined || pass.crd.metadata.deletionTimestamp !== undefined) return;
  const ofCrd = inUsePatch(pass.crd.metadata, users);
  if (ofCrd !== undefined) pass.crd = await patchMetadata(pass.deps, crdType, pass.crd, ofCrd);
}

async function patchDefinition(pass: DefinitionPass, patch: MetadataPatch): Promise<void> {
  pass.object = await patchMetadata(pass.deps, definitionType, pass.object, patch);
}

function inUsePatch({ annotations }: ObjectMeta, users: string | undefined): MetadataPatch | undefined {
  return annotations?.[inUseAnnotation] === users ? undefined : { annotations: { [inUseAnnotation]: users ?? null } };
}
