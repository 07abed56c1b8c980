import {
  fatal,
  getObservedComposedResources,
  getObservedCompositeResource,
  Resource,
  setDesiredCompositeStatus,
  setDesiredResources,
  type ComposeFunction,
} from '@crossplane-org/function-sdk-typescript';
import type { Composed, Observed } from './composed.ts';
import { database, type DatabaseSpec } from './database.ts';
import { network, type NetworkSpec } from './network.ts';

/** One function for both kinds. What is in the composite has been checked by the API server against its definition. */
export const compose: ComposeFunction = (request, response) => {
  const composite = getObservedCompositeResource(request)?.resource as Composite | undefined;
  const children = getObservedComposedResources(request);
  if (composite?.kind === 'Network') return answer(response, network(observed<NetworkSpec>(composite, children)));
  if (composite?.kind === 'SQLInstance') return answer(response, database(observed<DatabaseSpec>(composite, children)));
  return fatal(response, `this function makes a Network or an SQLInstance, not ${composite?.kind}`);
};

interface Composite {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
}

function observed<Spec>({ metadata, spec }: Composite, children: Observed<Spec>['children']): Observed<Spec> {
  return { name: metadata.name, spec: spec as Spec, children };
}

function answer(response: Parameters<ComposeFunction>[1], { resources, status, connectionDetails }: Composed) {
  setDesiredResources(response, resources);
  setDesiredCompositeStatus({ rsp: response, status });
  response.desired.composite = Resource.fromPartial({ ...response.desired.composite, connectionDetails });
  return response;
}
