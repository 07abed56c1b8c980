import type { KindContext } from '../kind.ts';
import type { Where } from '../cloud-call.ts';
import type { Managed } from '../object/managed.ts';
import type { FieldValues } from '../observation.ts';
import type { Edge } from '../references/edge-index.ts';
import { resolveReferences, type Resolution, type Targets } from '../references/resolve-references.ts';
import { mergeFields } from './pass.ts';

/** What spec's references come to. */
export interface ResolvedSpec {
  readonly forProvider: Resolution;
  readonly initProvider: Resolution;
}

/** Resolves all references of an object. Pure. */
export function resolveSpec(managed: Managed, targets: Targets): ResolvedSpec {
  const controller = managed.object.metadata.ownerReferences?.find((owner) => owner.controller === true);
  const { schema } = managed.kind;
  const referrer = {
    group: schema.group,
    namespace: managed.key.namespace,
    controllerUid: controller?.uid,
    before: managed.status.atProvider,
    wasResolved: wasResolved(managed),
  };
  const of = (values: FieldValues): Resolution => resolveReferences(schema.forProvider, values, referrer, targets);
  return { forProvider: of(managed.forProvider), initProvider: of(managed.initProvider) };
}

/** What the references depend on. */
export function edgesOf({ forProvider, initProvider }: ResolvedSpec): readonly Edge[] {
  return [...forProvider.edges, ...initProvider.edges];
}

/** The contexts that the kind's functions read: of forProvider alone, and merged over initProvider. */
export function contextsOf(
  managed: Managed,
  spec: ResolvedSpec,
  where: Where,
): { readonly context: KindContext; readonly createContext: KindContext } {
  const { kind, uid, key, externalName, region } = managed;
  const of = (fields: FieldValues): KindContext => {
    const desired = kind.canonical({ ...fields, region });
    return { where, uid, name: key.name, namespace: key.namespace, externalName, desired, secrets: {} };
  };
  const { fields } = spec.forProvider;
  return { context: of(fields), createContext: of(mergeFields(spec.initProvider.fields, fields)) };
}

/** What spec points at was there once, as it stands now: it does not become unresolved again. */
function wasResolved({ status, generation }: Managed): boolean {
  const resolved = status.conditions.find(({ type }) => type === 'ReferencesResolved');
  return resolved?.status === 'True' && resolved.observedGeneration === generation;
}
