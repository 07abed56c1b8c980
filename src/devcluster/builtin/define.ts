import type { JsonObject } from '../api/dev-object.ts';
import type { PrinterColumn, ServedResource } from '../api/served-resource.ts';
import { objectMeta } from './object-meta.ts';
import { shape } from './shape.ts';

/** What can be done with a type whose objects are stored, in discovery's order. */
const storedVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** What differs between built-in types; the rest follows from it or has the usual value. */
export interface Definition {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly description: string;
  /** Beside apiVersion, kind and metadata. */
  readonly properties: Readonly<Record<string, JsonObject>>;
  readonly required?: readonly string[];
  readonly namespaced?: boolean;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly status?: boolean;
  readonly verbs?: readonly string[];
  readonly columns?: readonly PrinterColumn[];
  readonly cells?: ServedResource['cells'];
  readonly storageKey?: string;
}

/** The resource of a built-in type. */
export function define(definition: Definition): ServedResource {
  const { group, version, kind, plural, cells } = definition;
  return {
    group,
    version,
    kind,
    listKind: `${kind}List`,
    plural,
    singular: kind.toLowerCase(),
    shortNames: definition.shortNames ?? [],
    categories: definition.categories ?? [],
    namespaced: definition.namespaced ?? true,
    verbs: definition.verbs ?? storedVerbs,
    status: definition.status ?? false,
    columns: definition.columns ?? [],
    ...(cells === undefined ? {} : { cells }),
    selectableFields: [],
    schema: wholeObject(definition),
    storageKey: definition.storageKey ?? (group === '' ? plural : `${plural}.${group}`),
    custom: false,
  };
}

function wholeObject({ description, properties, required }: Definition): JsonObject {
  const own = {
    apiVersion: shape.string('Group and version of the schema of this object.'),
    kind: shape.string('Kind of this object.'),
    metadata: objectMeta,
  };
  return shape.object(description, { ...own, ...properties }, required);
}
