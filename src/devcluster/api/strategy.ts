import type { JsonObject } from './dev-object.ts';
import type { StatusCause } from './status-error.ts';

/** What is particular to a built-in type, beside its schema. Every member is optional. */
export interface Strategy {
  /** Fills in and normalises what comes in to be created (Secret: stringData into data; Namespace: spec.finalizers and status.phase). */
  prepareCreate?(object: JsonObject): JsonObject;
  prepareUpdate?(object: JsonObject, old: JsonObject): JsonObject;
  /** Causes for a 422, beside those of the schema. */
  validate?(object: JsonObject, old?: JsonObject): readonly StatusCause[];
  /** Texts of warnings. */
  warnings?(object: JsonObject, old?: JsonObject): readonly string[];
  /** ms after its creation or last change at which an object goes by itself (events: one hour). */
  readonly expiresAfterMs?: number;
  /** Has metadata.generation, which grows when anything but metadata and status changes. Built-ins without one: false. */
  readonly hasGeneration?: boolean;
  /** Field selectors beside metadata.name and metadata.namespace, by what they read (`involvedObject.name`, `type`). */
  readonly selectableFields?: readonly string[];
  /** The apiVersion in which objects are stored, where a storage key has several (events: `v1`). The resource's own unless told. */
  readonly storedAs?: string;
  /** The object, which may be in any of those versions, in this apiVersion. Changing `apiVersion` alone unless told. */
  toVersion?(object: JsonObject, apiVersion: string): JsonObject;
}
