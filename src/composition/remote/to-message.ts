import type { MessageInitShape } from '@bufbuild/protobuf';
import { mapValues } from '../../base/map-values.ts';
import type { FunctionRequest, FunctionResource, FunctionState, SecretData } from '../function/pipeline-function.ts';
import { capabilities, readiness } from './enumerations.ts';
import type { ResourceSchema, RunFunctionRequestSchema, StateSchema } from './generated/run_function_pb.ts';
import { toStruct } from './struct.ts';

/** A request as the protocol's message. Secrets stand in it as their bytes. */
export function toMessage(request: FunctionRequest): MessageInitShape<typeof RunFunctionRequestSchema> {
  const { tag, observed, desired, input, context } = request;
  const requiredResources = mapValues(request.requiredResources, (items) => ({ items: items.map(toResource) }));
  return {
    meta: { tag, capabilities: [...capabilities] },
    observed: toState(observed),
    desired: toState(desired),
    ...(input === undefined ? {} : { input: toStruct(input) }),
    context: toStruct(context),
    credentials: mapValues(request.credentials, (data) => ({ source: { case: 'credentialData', value: { data: toBytes(data) } } })),
    requiredResources,
    // Older functions look here.
    extraResources: requiredResources,
    requiredSchemas: mapValues(request.requiredSchemas, (schema) => (schema === undefined ? {} : { openapiV3: toStruct(schema) })),
  };
}

function toState({ composite, resources }: FunctionState): MessageInitShape<typeof StateSchema> {
  return { composite: toResource(composite), resources: mapValues(resources, toResource) };
}

function toResource({ resource, connectionDetails, ready }: FunctionResource): MessageInitShape<typeof ResourceSchema> {
  return { resource: toStruct(resource), connectionDetails: toBytes(connectionDetails), ready: readiness.indexOf(ready) };
}

function toBytes(data: SecretData): Record<string, Uint8Array> {
  return mapValues(data, (secret) => Buffer.from(secret.reveal(), 'base64'));
}
