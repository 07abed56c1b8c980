import type { Json } from '../api/dev-object.ts';

/** One of `x-kubernetes-validations`. */
export interface ValidationRule {
  readonly rule: string;
  readonly message: string;
  readonly messageExpression: string;
  readonly reason: string | undefined;
  readonly fieldPath: string;
  readonly optionalOldSelf: boolean;
}

/** What a scalar, list or map has to fulfil beside its type. */
export interface ValueLimits {
  /** Empty: none, or one that Kubernetes ignores. */
  readonly format: string;
  readonly enum: readonly Json[] | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: boolean;
  readonly exclusiveMaximum: boolean;
  readonly multipleOf: number | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  /** RE2. Empty: none. */
  readonly pattern: string;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly uniqueItems: boolean;
  readonly minProperties: number | undefined;
  readonly maxProperties: number | undefined;
}

/** A schema, read once: every member is there, so that a walk over a value need not look at JSON again. */
export interface SchemaNode {
  /** Empty: any. Two for an int-or-string. */
  readonly types: readonly string[];
  readonly nullable: boolean;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  /** Whether `additionalProperties` is there (true, or a schema). */
  readonly isMap: boolean;
  /** The schema of `additionalProperties`. */
  readonly additional: SchemaNode | undefined;
  readonly items: SchemaNode | undefined;
  readonly required: readonly string[];
  readonly default: Json | undefined;
  readonly limits: ValueLimits;
  readonly allOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  readonly oneOf: readonly SchemaNode[];
  readonly not: SchemaNode | undefined;
  readonly preserveUnknown: boolean;
  readonly embedded: boolean;
  readonly intOrString: boolean;
  readonly listType: string;
  readonly listKeys: readonly string[];
  readonly rules: readonly ValidationRule[];
}
