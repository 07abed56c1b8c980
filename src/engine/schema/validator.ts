import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import ipaddr from 'ipaddr.js';
import { buildCrd } from './build-crd.ts';
import type { KindSchema } from './kind-schema.ts';
import type { SchemaProblem } from './schema-problem.ts';
import { specProblems } from './spec-problems.ts';

/** Checks an object as it came from the API server; an empty list: nothing is wrong. */
export type Validator = (object: unknown) => readonly SchemaProblem[];

/**
 * A validator for objects that slipped past admission: stored under an older CRD, or while it was changed. It checks types,
 * enums, patterns and bounds of spec as the CRD does, what a create needs, what is refused by name, and tag keys; the kind's own
 * CEL rules and immutability it leaves to admission. The schema is compiled at the first call.
 */
export function createValidator(schema: KindSchema): Validator {
  let validate: ValidateFunction | undefined;
  return (object) => {
    validate ??= compile(schema);
    const shape = validate(object) ? [] : (validate.errors ?? []).map(toProblem);
    return shape.length > 0 ? shape : specProblems(schema, object);
  };
}

function compile(schema: KindSchema): ValidateFunction {
  const { properties = {}, ...object } = buildCrd(schema).spec.versions[0].schema.openAPIV3Schema;
  // Status is ours: what is wrong there is written anew, and nobody else can mend it.
  const { status: _status, ...checked } = properties;
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: false });
  ajv.addFormat('cidr', isCidr).addFormat('date-time', true).addFormat('int64', true);
  return ajv.compile({ ...object, properties: checked });
}

function isCidr(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

function toProblem({ instancePath, keyword, message = 'is not valid', params }: ErrorObject): SchemaProblem {
  const missing: unknown = keyword === 'required' ? (params as { readonly missingProperty?: unknown }).missingProperty : undefined;
  const parts = [...instancePath.split('/').slice(1), ...(typeof missing === 'string' ? [missing] : [])];
  const path = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('.') || 'object';
  return {
    path,
    message: typeof missing === 'string' ? 'is required: set it' : `${message}${choices(params)}: correct it`,
  };
}

function choices(params: ErrorObject['params']): string {
  const allowed: unknown = (params as { readonly allowedValues?: unknown }).allowedValues;
  return Array.isArray(allowed) ? ` (${allowed.join(', ')})` : '';
}
