import type { JsonObject } from './dev-object.ts';
import type { StatusCause } from './status-error.ts';

/** What is particular to a built-in type, beside its schema. Every member is optional. */
export interface Strategy {
  /** Fills in and normalises what comes in to be created (Secret: stringData into data; Namespace: spec.finalizers and status.phase). */
  prepareCreate?(object: JsonObject): JsonObject;
  prepareUpdate?(object: JsonObject, old: JsonObject): JsonObject;
  /** Causes for a 422, beside those of the schema. */
  validate?(object: JsonObject, old?: JsonObject): readonly StatusCause[];
  /** ms after its creation or last change at which an object goes by itself (events: one hour). */
  readonly expiresAfterMs?: number;
  /** Has metadata.generation, which grows when anything but metadata and status changes. Built-ins without one: false. */
  readonly hasGeneration?: boolean;
  /** Field selectors beside metadata.name and metadata.namespace, by what they read (`involvedObject.name`, `type`). */
  readonly selectableFields?: readonly string[];
}
