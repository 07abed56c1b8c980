import { mapValues } from '../../base/map-values.ts';
import { Secret } from '../../base/secret.ts';
import type {
  FunctionCondition,
  FunctionResource,
  FunctionResponse,
  FunctionResult,
  FunctionState,
  FunctionTarget,
  Requirements,
  ResourceSelector,
} from '../function/pipeline-function.ts';
import { conditionStatuses, readiness, severities, targets } from './enumerations.ts';
import type {
  Condition,
  Requirements as RequirementsMessage,
  Resource,
  ResourceSelector as SelectorMessage,
  Result,
  RunFunctionResponse,
  State,
} from './generated/run_function_pb.ts';
import { fromStruct } from './struct.ts';

/** What a function answered. Throws an Error that names what the protocol does not allow. */
export function fromMessage({ meta, desired, context, results, conditions, requirements }: RunFunctionResponse): FunctionResponse {
  const ttl = meta?.ttl;
  const ttlMs = ttl === undefined ? 0 : Number(ttl.seconds) * 1000 + ttl.nanos / 1e6;
  return {
    desired: fromState(desired),
    context: fromStruct(context),
    results: results.map(fromResult),
    conditions: conditions.map(fromCondition),
    requirements: fromRequirements(requirements),
    ...(ttlMs > 0 ? { ttlMs } : {}),
  };
}

function fromState(state: State | undefined): FunctionState {
  return { composite: fromResource(state?.composite), resources: mapValues(state?.resources ?? {}, fromResource) };
}

function fromResource(message: Resource | undefined): FunctionResource {
  return {
    resource: fromStruct(message?.resource),
    connectionDetails: mapValues(message?.connectionDetails ?? {}, (bytes) => new Secret(Buffer.from(bytes).toString('base64'))),
    ready: readiness[message?.ready ?? 0] ?? 'unspecified',
  };
}

function fromResult({ severity, message, reason, target }: Result): FunctionResult {
  return { severity: severities[severity] ?? 'warning', message, ...(reason ? { reason } : {}), ...fromTarget(target) };
}

function fromCondition({ type, status, reason, message, target }: Condition): FunctionCondition {
  return { type, status: conditionStatuses[status] ?? 'Unknown', reason, ...(message ? { message } : {}), ...fromTarget(target) };
}

function fromTarget(number: number | undefined): { readonly target?: FunctionTarget } {
  const target = targets[number ?? 0];
  return target === undefined ? {} : { target };
}

function fromRequirements(message: RequirementsMessage | undefined): Requirements {
  const selectors = { ...message?.extraResources, ...message?.resources };
  return {
    resources: mapValues(selectors, fromSelector),
    schemas: mapValues(message?.schemas ?? {}, ({ apiVersion, kind }) => ({ apiVersion, kind })),
  };
}

function fromSelector({ apiVersion, kind, match, namespace }: SelectorMessage, name: string): ResourceSelector {
  const selector = { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }) };
  switch (match.case) {
    case 'matchName':
      return { ...selector, match: { name: match.value } };
    case 'matchLabels':
      return { ...selector, match: { labels: { ...match.value.labels } } };
    case undefined:
      throw new Error(`the function requires the resource ${name} by neither name nor labels`);
  }
}
