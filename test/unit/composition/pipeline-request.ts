import type { JsonObject } from '../../../src/base/json.ts';
import { Secret } from '../../../src/base/secret.ts';
import type { FunctionReady, FunctionRequest, FunctionResource, SecretData } from '../../../src/composition/function/pipeline-function.ts';

/** A resource of a request. Connection details are given as they are, base64. */
export function resourceOf(
  resource: JsonObject,
  { ready = 'unspecified', details = {} }: { readonly ready?: FunctionReady; readonly details?: Readonly<Record<string, string>> } = {},
): FunctionResource {
  return {
    resource,
    ready,
    connectionDetails: Object.fromEntries(Object.entries(details).map(([key, value]) => [key, new Secret(value)])),
  };
}

/** The values of connection details, to be compared. */
export function revealed(details: SecretData): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, value.reveal()]));
}

/** A composite as users of a composition write it. */
export const xr: JsonObject = {
  apiVersion: 'example.org/v1',
  kind: 'Database',
  metadata: {
    name: 'orders',
    namespace: 'shop',
    uid: 'xr-1',
    labels: { team: 'shop', 'app.kubernetes.io/instance': 'argo' },
    annotations: { note: 'n', 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'argocd.argoproj.io/tracking-id': 'x' },
  },
  spec: { size: 'small', storage: 20, ratio: 1.5, zones: ['a', 'b'], tags: { env: 'prod', tier: 'db' }, on: true },
};

/** A request: an XR, observed and desired children by key. */
export function requestOf(parts: {
  readonly composite?: JsonObject;
  readonly observed?: Readonly<Record<string, FunctionResource>>;
  readonly desired?: Readonly<Record<string, FunctionResource>>;
  readonly desiredComposite?: FunctionResource;
  readonly input?: JsonObject;
  readonly context?: JsonObject;
  readonly requiredResources?: FunctionRequest['requiredResources'];
}): FunctionRequest {
  const { input } = parts;
  return {
    tag: 't',
    observed: { composite: resourceOf(parts.composite ?? xr), resources: parts.observed ?? {} },
    desired: { composite: parts.desiredComposite ?? resourceOf({}), resources: parts.desired ?? {} },
    ...(input === undefined ? {} : { input }),
    context: parts.context ?? {},
    credentials: {},
    requiredResources: parts.requiredResources ?? {},
    requiredSchemas: {},
  };
}
