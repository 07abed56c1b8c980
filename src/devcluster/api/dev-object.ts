/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

/** One entry of metadata.managedFields as it is stored and served. */
export interface ManagedFields {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly time?: string;
  readonly fieldsType: 'FieldsV1';
  readonly fieldsV1: JsonObject;
  readonly subresource?: string;
}

/** An object as the server stores and serves it. Never changed in place: a write makes a new one. */
export interface DevObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: DevMetadata;
}

/** The metadata that the server itself reads or sets. */
export interface DevMetadata extends JsonObject {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly finalizers?: readonly string[];
  readonly managedFields?: readonly (ManagedFields & JsonObject)[];
}
