import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { CompiledSchema } from '../api/compiled-schema.ts';
import type { Json, JsonObject } from '../api/dev-object.ts';
import type { Journal } from '../api/journal.ts';
import type { ServedResource } from '../api/served-resource.ts';
import type { StatusCause } from '../api/status-error.ts';
import type { Strategy } from '../api/strategy.ts';

/** A change whose field managers are to be written down in metadata.managedFields. */
interface ManagedChange {
  /** Absent: the object is new. In the version of the request, as everything here. */
  readonly live: JsonObject | undefined;
  readonly manager: string;
  readonly subresource: string | undefined;
  readonly apiVersion: string;
  readonly schema: JsonObject;
  /** The resource has a status subresource. */
  readonly hasStatus: boolean;
  /** ms since 1970. */
  readonly now: number;
}

/** An update, or a patch that has been carried out. */
export interface TrackedChange extends ManagedChange {
  readonly updated: JsonObject;
  /** A custom resource. */
  readonly custom: boolean;
}

/** Server-side apply. */
export interface AppliedChange extends ManagedChange {
  readonly applied: JsonObject;
  readonly force: boolean;
}

/** Patches, as Kubernetes means them. All throw `StatusError`s and leave what they are given as it is. */
export interface PatchFunctions {
  json(object: JsonObject, operations: Json): JsonObject;
  merge(object: JsonObject, patch: Json): JsonObject;
  strategic(object: JsonObject, patch: Json, schema: JsonObject): JsonObject;
  /** The merged object with its managedFields; 409 with causes when another manager owns what is applied. */
  apply(change: AppliedChange): JsonObject;
  /** The updated object with its managedFields. */
  track(change: TrackedChange): JsonObject;
}

/** Bounds of the store. */
export interface StoreLimits {
  /** Past changes kept of each resource, for watches and for lists of the past. */
  readonly changesPerResource: number;
}

/** What the store is made of: the world (time, chance, disk), the built-in types, and the parts that know schemas and patches. */
export interface DevApiDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** Absent: everything is forgotten at the end. */
  readonly journal?: Journal;
  readonly builtin: readonly ServedResource[];
  strategyOf(resource: ServedResource): Strategy;
  compileSchema(schema: JsonObject, options: { readonly custom: boolean }): CompiledSchema;
  /** A CustomResourceDefinition with what Kubernetes fills in. */
  defaultCrd(crd: JsonObject): JsonObject;
  validateCrd(crd: JsonObject, old?: JsonObject): readonly StatusCause[];
  readonly patches: PatchFunctions;
  readonly limits?: Partial<StoreLimits>;
}
