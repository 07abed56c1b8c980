import type { Json, JsonObject } from './dev-object.ts';

/** A column of `kubectl get`; `jsonPath` is Kubernetes' dialect of JSONPath. A priority above 0 shows with `-o wide` only. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format?: string;
  readonly description?: string;
  readonly priority?: number;
  readonly jsonPath: string;
}

/** Where replicas stand in a custom resource with a scale subresource. */
export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

/**
 * One resource in one version, as it is served: what discovery, OpenAPI, Table and routing need to know.
 * `schema` is an OpenAPI v3 schema with the `x-kubernetes-*` extensions, of the whole object, without `$ref`.
 */
export interface ServedResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly listKind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** `create` alone for reviews, which are answered and not stored. */
  readonly verbs: readonly string[];
  readonly status: boolean;
  readonly scale?: ScalePaths;
  /** Beside the name, which comes first in every table unless one of these is called Name (events). Custom resources without any have Age. */
  readonly columns: readonly PrinterColumn[];
  /** The cells of `columns`, in order, at `now` (ms), where JSONPath can't say them. Their columns' `jsonPath` is empty. */
  cells?(object: JsonObject, now: number): readonly Json[];
  /** JSON paths (`.spec.color`) that field selectors may name, beside metadata.name and metadata.namespace. */
  readonly selectableFields: readonly string[];
  readonly schema: JsonObject;
  /** Objects of two resources with the same storage key are the same objects (events of both groups, versions of a CRD). */
  readonly storageKey: string;
  /** Defined by a CustomResourceDefinition. */
  readonly custom: boolean;
  readonly deprecationWarning?: string;
}
