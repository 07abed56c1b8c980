import type { OpenApi } from '../../../../src/engine/schema/crd/open-api.ts';

/** A schema within a CRD, and where it stands: `spec.forProvider.tags`. */
export interface PlacedSchema {
  readonly path: string;
  readonly schema: OpenApi;
}

/** The schema and everything in it. */
export function everySchema(schema: OpenApi, path = ''): readonly PlacedSchema[] {
  const children = [
    ...Object.entries(schema.properties ?? {}).map(([name, child]) => ({ path: path === '' ? name : `${path}.${name}`, child })),
    ...(schema.items === undefined ? [] : [{ path: `${path}[]`, child: schema.items }]),
    ...(schema.additionalProperties === undefined ? [] : [{ path: `${path}{}`, child: schema.additionalProperties }]),
  ];
  return [{ path, schema }, ...children.flatMap(({ path: at, child }) => everySchema(child, at))];
}
