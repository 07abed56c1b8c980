import type { JsonObject } from '../../base/json.ts';
import { childAnnotation } from '../compose/child-marks.ts';
import { findField, isJsonObject } from '../field-path/get-field.ts';
import { setField } from '../field-path/set-field.ts';
import type { FunctionReady, FunctionResource, FunctionResult, FunctionState, SecretData } from '../function/pipeline-function.ts';
import type { CompiledTemplate } from './compile-resources.ts';
import { connectionDetailsOf } from './connection-details.ts';
import { readinessOf } from './readiness.ts';
import type { Readiness } from './readiness.ts';
import { runPatches } from './run-patches.ts';
import { TemplateFault } from './template-fault.ts';

/** What a run of the function has come to so far. */
export interface Draft {
  readonly composite: JsonObject;
  readonly environment: JsonObject;
  readonly connectionDetails: SecretData;
  readonly resources: Readonly<Record<string, FunctionResource>>;
  readonly results: readonly FunctionResult[];
}

/** Adds a resource to what is wanted, with its patches. Throws TemplateFault where that can't be done. */
export function runTemplate(template: CompiledTemplate, observed: FunctionState, draft: Draft): Draft {
  const { name } = template;
  const existing = existingChild(template, observed.resources);
  const earlier = ownMember(draft.resources, name);
  const { objects, results, isHeldBack } = runPatches(name, template.patches, {
    observedComposite: observed.composite.resource,
    ...(existing === undefined ? {} : { observedChild: existing.resource }),
    desiredComposite: draft.composite,
    desiredChild: startOf(template, earlier, existing),
    environment: draft.environment,
  });
  const seen = existing === undefined ? nothingSeen : lookAt(template, existing);
  const child = childOf(template, objects.desiredChild, seen.readiness, earlier);
  return {
    composite: objects.desiredComposite,
    environment: objects.environment,
    connectionDetails: { ...draft.connectionDetails, ...seen.connectionDetails },
    resources: isHeldBack ? draft.resources : { ...draft.resources, [name]: child },
    results: [...draft.results, ...results, ...readinessWarnings(name, seen.readiness)],
  };
}

interface Seen {
  readonly readiness?: Readiness;
  readonly connectionDetails: SecretData;
}

const nothingSeen: Seen = { connectionDetails: {} };

function lookAt({ readinessChecks, connectionDetails = [] }: CompiledTemplate, existing: FunctionResource): Seen {
  return {
    readiness: readinessOf(readinessChecks, existing.resource),
    connectionDetails: connectionDetailsOf(connectionDetails, existing),
  };
}

/** What an earlier step said of the child stays said, unless a base takes its place. */
function childOf(
  template: CompiledTemplate,
  resource: JsonObject,
  readiness: Readiness | undefined,
  earlier: FunctionResource | undefined,
): FunctionResource {
  const kept = template.base === undefined ? earlier : undefined;
  return { resource, connectionDetails: kept?.connectionDetails ?? {}, ready: readyOf(template, readiness, kept?.ready ?? 'unspecified') };
}

/** The child that exists, under its name or one that it had before. */
function existingChild({ name, movedFrom }: CompiledTemplate, children: FunctionState['resources']): FunctionResource | undefined {
  const found = [name, ...movedFrom].find((key) => Object.hasOwn(children, key));
  return found === undefined ? undefined : children[found];
}

/** The child before its patches: it keeps the name that it has, and says which names it had in the composition. */
function startOf(
  { name, base, movedFrom }: CompiledTemplate,
  earlier: FunctionResource | undefined,
  existing: FunctionResource | undefined,
): JsonObject {
  const start = base ?? earlier?.resource;
  if (start === undefined) {
    throw new TemplateFault(`resource ${JSON.stringify(name)} has no base, and no step before this one wants a resource of this name`);
  }
  const named = existing === undefined ? start : withIdentity(start, existing.resource);
  return movedFrom.length === 0 ? named : setField(named, metadataPath('annotations', childAnnotation.movedFrom), movedFrom.join(','));
}

function withIdentity(start: JsonObject, existing: JsonObject): JsonObject {
  const metadata = findField(start, metadataPath()) ?? {};
  const { name: _name, namespace: _namespace, ...rest } = isJsonObject(metadata) ? metadata : {};
  const name = findField(existing, metadataPath('name'));
  const namespace = findField(existing, metadataPath('namespace'));
  return {
    ...start,
    metadata: { ...rest, ...(name === undefined ? {} : { name }), ...(namespace === undefined ? {} : { namespace }) },
  };
}

function metadataPath(...fields: readonly string[]) {
  return ['metadata', ...fields].map((field) => ({ kind: 'field', field }) as const);
}

/** A check of its own that does not hold says that the resource is not ready, whatever a later step would think. */
function readyOf({ readinessChecks = [] }: CompiledTemplate, readiness: Readiness | undefined, otherwise: FunctionReady): FunctionReady {
  if (readiness?.isReady === true) return 'true';
  return readiness !== undefined && readinessChecks.length > 0 ? 'false' : otherwise;
}

function readinessWarnings(name: string, readiness: Readiness | undefined): readonly FunctionResult[] {
  if (readiness?.warning === undefined) return [];
  return [{ severity: 'warning', message: `resource ${JSON.stringify(name)}: ${readiness.warning}` }];
}

function ownMember<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
