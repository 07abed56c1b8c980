/** A CEL rule of a CRD's schema. */
export interface CelRule {
  readonly rule: string;
  readonly message: string;
  /** Member that the error is reported on, `.vpcId`. */
  readonly fieldPath?: string;
  readonly reason?: 'FieldValueRequired' | 'FieldValueInvalid' | 'FieldValueForbidden' | 'FieldValueDuplicate';
}

/** The part of the CRD dialect of OpenAPI v3 that we use. */
export interface OpenApi {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, OpenApi>>;
  readonly additionalProperties?: OpenApi;
  readonly items?: OpenApi;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly 'x-kubernetes-validations'?: readonly CelRule[];
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  readonly 'x-kubernetes-preserve-unknown-fields'?: true;
}

/** `rules` as a member of a schema; no member where there are none. */
export function validations(rules: readonly CelRule[]): Pick<OpenApi, 'x-kubernetes-validations'> {
  return rules.length === 0 ? {} : { 'x-kubernetes-validations': rules };
}
