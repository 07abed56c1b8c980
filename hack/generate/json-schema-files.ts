import type { CustomResourceDefinition } from '../../src/engine/schema/crd/custom-resource-definition.ts';
import type { OpenApi } from '../../src/engine/schema/crd/open-api.ts';
import type { OutputFile } from './output-file.ts';

/** JSON Schemas for editors and offline checks, one a kind: `docs/json-schema/vpc-ec2-v1beta1.json`, as kubeconform names them. */
export function jsonSchemaFiles(crds: readonly CustomResourceDefinition[]): readonly OutputFile[] {
  return crds.map(({ spec }) => {
    const [version] = spec.versions;
    const group = spec.group.split('.')[0] ?? spec.group;
    const schema = { $schema: 'http://json-schema.org/draft-07/schema#', ...strict(version.schema.openAPIV3Schema) };
    return {
      path: `docs/json-schema/${spec.names.kind.toLowerCase()}-${group}-${version.name}.json`,
      content: `${JSON.stringify(schema)}\n`,
    };
  });
}

/** Objects with fixed members refuse others, as the API server does with strict field validation; what only Kubernetes knows is left out. */
function strict(schema: OpenApi): Record<string, unknown> {
  const { properties, items, additionalProperties, ...rest } = schema;
  const kept = Object.entries(rest).filter(([name]) => !name.startsWith('x-kubernetes-') && name !== 'title' && name !== 'format');
  return {
    ...Object.fromEntries(kept),
    ...(properties === undefined ? {} : { properties: mapValues(properties, strict), additionalProperties: false }),
    ...(items === undefined ? {} : { items: strict(items) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: strict(additionalProperties) }),
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
