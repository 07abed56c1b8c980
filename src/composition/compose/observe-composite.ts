import { stableStringify, type JsonObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { FunctionResource, FunctionState } from '../function/pipeline-function.ts';
import { keyOfChild } from './child-marks.ts';
import type { LiveChild, SelectedRevision } from './composer.ts';
import type { CompositePass } from './composite-pass.ts';
import { userStatusOf } from './composite-status.ts';
import type { ConnectionSecrets } from './connection-secrets.ts';
import { knownChildren } from './known-children.ts';

/** What a run of a pipeline is made from. */
export interface Observation {
  readonly live: readonly LiveChild[];
  readonly state: FunctionState;
  /** Equal texts: a run would come to the same, as far as children and the composite go. */
  readonly fingerprint: string;
}

/** The composite and its children, with the connection details that each of them tells. */
export async function observeComposite(pass: CompositePass, revision: SelectedRevision, secrets: ConnectionSecrets): Promise<Observation> {
  const { composer, composite, memory } = pass;
  const live = await knownChildren(composer, composite, memory);
  const resources: Record<string, FunctionResource> = {};
  for (const { object } of live) {
    const key = keyOfChild(object);
    if (key !== undefined) resources[key] = resourceOf(object, await secrets.ofChild(object));
  }
  await secrets.lookAt(revision.steps);
  const state = { composite: resourceOf(composite, await secrets.own()), resources };
  const children = live.map(({ object }) => `${object.metadata.uid}/${object.metadata.resourceVersion}`).toSorted();
  const fingerprint = stableStringify([compositeVersion(composite), revision.revisionName, children, secrets.version()]);
  return { live, state, fingerprint };
}

function resourceOf(object: KubernetesObject, connectionDetails: FunctionResource['connectionDetails']): FunctionResource {
  return { resource: object as unknown as JsonObject, connectionDetails, ready: 'unspecified' };
}

/** What tells one state of a composite, as its template sees it, from another: what we write ourselves is no news. */
function compositeVersion(composite: KubernetesObject): string {
  const { uid, generation, labels, annotations } = composite.metadata;
  return stableStringify([composite.apiVersion, uid, generation, labels, annotations, userStatusOf(composite)]);
}
