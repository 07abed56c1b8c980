import type { Json, JsonObject } from '../../base/json.ts';
import { isObject } from '../../base/json.ts';
import { Secret } from '../../base/secret.ts';
import type { FunctionCondition, FunctionResource, FunctionResult, FunctionTarget, SecretData } from '../function/pipeline-function.ts';

/** What a program wants. */
export interface ProgramOutput {
  readonly resources: Readonly<Record<string, FunctionResource>>;
  /** Of the composite: merged into what the steps before want of it. */
  readonly status?: JsonObject;
  /** Of the composite. */
  readonly connectionDetails: SecretData;
  readonly conditions: readonly FunctionCondition[];
  readonly results: readonly FunctionResult[];
}

/** The result is not of the shape that it must have; the message names the place within it. */
export class OutputError extends Error {}

const members = ['resources', 'status', 'connectionDetails', 'conditions', 'results'];
const entryMembers = ['resource', 'ready', 'connectionDetails'];

/**
 * Reads the JSON text that a program returned: `{resources, status?, connectionDetails?, conditions?, results?}`, or just the resources by
 * key. A resource is the object itself, or `{resource, ready?, connectionDetails?}`. Throws `OutputError`.
 */
export function readProgramOutput(text: string): ProgramOutput {
  const value: unknown = text.includes('__proto__') ? JSON.parse(text, refusePrototype) : JSON.parse(text);
  const output = objectAt('the result', value);
  if (!Object.hasOwn(output, 'resources')) return { resources: resourcesOf(output), connectionDetails: {}, conditions: [], results: [] };
  onlyKnown('the result', output, members);
  const status = output['status'];
  return {
    resources: resourcesOf(objectAt('resources', output['resources'])),
    ...(status === undefined ? {} : { status: jsonObject('status', status) }),
    connectionDetails: secretsOf('connectionDetails', output['connectionDetails']),
    conditions: listAt('conditions', output['conditions']).map(conditionOf),
    results: listAt('results', output['results']).map(resultOf),
  };
}

/** A member of this name would reach the prototype of whatever object it is copied into. */
function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new OutputError('the result has a member named __proto__, which is refused');
  return value;
}

function resourcesOf(resources: Readonly<Record<string, unknown>>): Readonly<Record<string, FunctionResource>> {
  return Object.fromEntries(Object.entries(resources).map(([key, value]) => [key, resourceOf(key, value)]));
}

function resourceOf(key: string, value: unknown): FunctionResource {
  const path = `resource ${JSON.stringify(key)}`;
  const object = objectAt(path, value);
  if (!isObject(object['resource']) || Object.hasOwn(object, 'apiVersion')) {
    return { resource: manifestOf(path, object), connectionDetails: {}, ready: 'unspecified' };
  }
  onlyKnown(path, object, entryMembers);
  const ready = object['ready'];
  if (ready !== undefined && typeof ready !== 'boolean') throw new OutputError(`ready of ${path} must be true or false`);
  return {
    resource: manifestOf(path, object['resource']),
    connectionDetails: secretsOf(`connectionDetails of ${path}`, object['connectionDetails']),
    ready: ready === undefined ? 'unspecified' : ready ? 'true' : 'false',
  };
}

function manifestOf(path: string, object: Readonly<Record<string, unknown>>): JsonObject {
  for (const name of ['apiVersion', 'kind']) {
    const value = object[name];
    if (typeof value !== 'string' || value === '') throw new OutputError(`${path} has no ${name}`);
  }
  return jsonObject(path, object);
}

function conditionOf(value: unknown, index: number): FunctionCondition {
  const path = `conditions[${index}]`;
  const condition = objectAt(path, value);
  onlyKnown(path, condition, ['type', 'status', 'reason', 'message', 'target']);
  return {
    type: textAt(`${path}.type`, condition['type']),
    status: oneOf(`${path}.status`, condition['status'], ['True', 'False', 'Unknown']),
    reason: textAt(`${path}.reason`, condition['reason']),
    ...(condition['message'] === undefined ? {} : { message: textAt(`${path}.message`, condition['message']) }),
    ...targetOf(path, condition['target']),
  };
}

function resultOf(value: unknown, index: number): FunctionResult {
  const path = `results[${index}]`;
  const result = objectAt(path, value);
  onlyKnown(path, result, ['severity', 'message', 'reason', 'target']);
  return {
    severity: oneOf(`${path}.severity`, result['severity'], ['fatal', 'warning', 'normal']),
    message: textAt(`${path}.message`, result['message']),
    ...(result['reason'] === undefined ? {} : { reason: textAt(`${path}.reason`, result['reason']) }),
    ...targetOf(path, result['target']),
  };
}

function targetOf(path: string, value: unknown): { readonly target?: FunctionTarget } {
  return value === undefined ? {} : { target: oneOf(`${path}.target`, value, ['composite', 'compositeAndClaim']) };
}

function secretsOf(path: string, value: unknown): SecretData {
  if (value === undefined) return {};
  return Object.fromEntries(
    Object.entries(objectAt(path, value)).map(([key, detail]) => {
      if (typeof detail !== 'string' || !isBase64(detail))
        throw new OutputError(`${key} in ${path} must be base64: use base64.encode(text)`);
      return [key, new Secret(detail)];
    }),
  );
}

function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

function objectAt(path: string, value: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new OutputError(`${path} must be an object, not ${nameOf(value)}`);
  return value;
}

/** What stands there, in one word: the value itself may be long, or secret. */
function nameOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** All of it came out of `JSON.parse`. */
function jsonObject(path: string, value: unknown): JsonObject {
  return objectAt(path, value) as Readonly<Record<string, Json>>;
}

function listAt(path: string, value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new OutputError(`${path} must be a list`);
  return value;
}

function textAt(path: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new OutputError(`${path} must be a text`);
  return value;
}

function oneOf<T extends string>(path: string, value: unknown, choices: readonly T[]): T {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new OutputError(`${path} must be one of ${choices.join(', ')}`);
  return choice;
}

function onlyKnown(path: string, object: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  for (const name of Object.keys(object)) {
    if (!known.includes(name))
      throw new OutputError(`${path} has a member ${JSON.stringify(name)}, which is not known; there are ${known.join(', ')}`);
  }
}
