import { isObject } from '../../../base/json.ts';
import type { KindContext } from '../../kind.ts';
import type { Managed } from '../../object/managed.ts';
import type { FieldValues } from '../../observation.ts';
import { resolveReferences, type Resolution } from '../../references/resolve-references.ts';
import { mergeFields, type Pass } from '../pass.ts';

/** Resolves the references of forProvider and initProvider, notes them as edges, and makes the contexts that the kind's functions read. */
export function resolve(pass: Pass): void {
  const { engine, managed, kind } = pass;
  const resolution = resolveFields(pass, managed.forProvider);
  const initial = resolveFields(pass, managed.initProvider);
  engine.edges.set(managed.key, [...resolution.edges, ...initial.edges]);
  pass.resolution = {
    ...resolution,
    unresolved: [...resolution.unresolved, ...(needsInitial(managed) ? initial.unresolved : [])],
    used: resolution.used || initial.used,
  };
  const desired = kind.canonical(withRegion(resolution.fields, managed));
  const createDesired = kind.canonical(withRegion(mergeFields(initial.fields, resolution.fields), managed));
  pass.context = contextOf(pass, desired);
  pass.createContext = contextOf(pass, createDesired);
}

/** initProvider counts until the resource is there. */
function needsInitial(managed: Managed): boolean {
  return managed.account === undefined;
}

function resolveFields(pass: Pass, values: FieldValues): Resolution {
  const { kind, managed, engine } = pass;
  const controller = managed.object.metadata.ownerReferences?.find((owner) => owner.controller === true);
  const referrer = {
    group: kind.schema.group,
    namespace: managed.key.namespace,
    controllerUid: controller?.uid,
    before: managed.status.atProvider,
  };
  return resolveReferences(kind.schema.forProvider, values, referrer, engine.targets);
}

function withRegion(fields: FieldValues, managed: Managed): FieldValues {
  return isObject(fields) ? { ...fields, region: managed.region } : fields;
}

function contextOf(pass: Pass, desired: FieldValues): KindContext {
  const { managed } = pass;
  const session = pass.access?.session;
  return {
    where: { partition: session?.partition ?? '', account: session?.account ?? '', region: managed.region },
    uid: managed.uid,
    name: managed.key.name,
    namespace: managed.key.namespace,
    externalName: managed.externalName,
    desired,
    secrets: {},
  };
}
