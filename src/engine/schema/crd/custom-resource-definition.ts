import type { OpenApi } from './open-api.ts';
import type { PrinterColumn } from './printer-columns.ts';

/** The annotation of a CRD that says which version of its schema it holds: a controller newer than that does not act on fields that would be pruned. */
export const schemaVersionAnnotation = 'evenkeel.dev/schema-version';
/** Annotation of a CRD, `true`: its objects hold data that is lost with them. */
export const statefulAnnotation = 'evenkeel.dev/stateful';

/** A CustomResourceDefinition as we write it: one version, with a status subresource. */
export interface CustomResourceDefinition {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly group: string;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly names: {
      readonly kind: string;
      readonly listKind: string;
      readonly plural: string;
      readonly singular: string;
      readonly shortNames?: readonly string[];
      readonly categories: readonly string[];
    };
    readonly versions: readonly [CustomResourceVersion];
  };
}

/** The one version of a definition. */
export interface CustomResourceVersion {
  readonly name: string;
  readonly served: true;
  readonly storage: true;
  readonly subresources: { readonly status: Readonly<Record<string, never>> };
  readonly additionalPrinterColumns: readonly PrinterColumn[];
  readonly schema: { readonly openAPIV3Schema: OpenApi };
}

/** What a definition is made from. */
export interface DefinitionParts {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames?: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  readonly categories: readonly string[];
  readonly schemaVersion: number;
  readonly stateful?: true;
  readonly columns: readonly PrinterColumn[];
  readonly schema: OpenApi;
}

/** The schema of a whole object, with the members that all Kubernetes objects have. */
export function objectSchema(
  kind: string,
  description: string,
  members: Pick<OpenApi, 'properties' | 'x-kubernetes-validations'>,
): OpenApi {
  return {
    type: 'object',
    title: kind,
    description,
    required: ['spec'],
    ...members,
    properties: {
      apiVersion: { type: 'string', description: 'Version of the schema of this object.' },
      kind: { type: 'string', description: 'Kind of this object.' },
      metadata: { type: 'object' },
      ...members.properties,
    },
  };
}

/** Puts a definition together. */
export function customResourceDefinition(parts: DefinitionParts): CustomResourceDefinition {
  const { group, version, kind, plural, shortNames, scope, categories, columns, schema } = parts;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, annotations: annotationsOf(parts) },
    spec: {
      group,
      scope,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        ...(shortNames === undefined ? {} : { shortNames }),
        categories,
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: columns,
          schema: { openAPIV3Schema: schema },
        },
      ],
    },
  };
}

function annotationsOf({ schemaVersion, stateful }: DefinitionParts): Readonly<Record<string, string>> {
  return { [schemaVersionAnnotation]: String(schemaVersion), ...(stateful === true ? { [statefulAnnotation]: 'true' } : {}) };
}
