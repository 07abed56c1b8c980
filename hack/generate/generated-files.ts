import { buildCrd } from '../../src/engine/schema/build-crd.ts';
import type { CustomResourceDefinition } from '../../src/engine/schema/crd/custom-resource-definition.ts';
import { providerConfigCrds } from '../../src/aws/provider-config/provider-config-crds.ts';
import { compositionCrds } from '../../src/composition/api/crd/composition-crds.ts';
import { admissionFiles } from './admission-files.ts';
import { crdFiles } from './crd-files.ts';
import { docFiles } from './doc-files.ts';
import { jsonSchemaFiles } from './json-schema-files.ts';
import { kindFiles, type KindFile } from './kind-files.ts';
import type { OutputFile } from './output-file.ts';
import { protocolFiles } from './protocol-files.ts';
import { rbacFiles } from './rbac-files.ts';
import { registryFiles } from './registry-files.ts';
import { typeFile } from './type-files.ts';
import type { OwnedFolder } from './write-files.ts';

/** Folders that hold nothing but what is generated. */
export const ownedFolders: readonly OwnedFolder[] = [
  { path: 'crds', suffix: '.yaml' },
  { path: 'src/aws/generated', suffix: '.ts' },
  { path: 'src/composition/remote/generated', suffix: '.ts' },
  { path: 'deploy/admission', suffix: '.yaml' },
  { path: 'docs/json-schema', suffix: '.json' },
  { path: 'docs/kinds', suffix: '.md' },
];

/** Everything that follows from the schemas. */
export async function generatedFiles(root: string): Promise<readonly OutputFile[]> {
  const kinds = await kindFiles(root);
  const crds = [...kinds.map(({ schema }) => buildCrd(schema)), ...providerConfigCrds, ...compositionCrds];
  const types = await Promise.all([...kinds.map(kindTypes), providerConfigTypes()]);
  const schemas = kinds.map(({ schema }) => schema);
  return [
    ...crdFiles(crds),
    ...jsonSchemaFiles(crds),
    ...types,
    ...registryFiles(kinds),
    ...admissionFiles(schemas),
    ...rbacFiles(schemas),
    ...(await docFiles(root, kinds)),
    ...(await protocolFiles(root)),
  ];
}

function providerConfigTypes(): Promise<OutputFile> {
  const schemas = providerConfigCrds.map((crd) => membersOf(crd).spec).filter((schema) => schema !== undefined);
  return typeFile({ path: 'src/aws/generated/provider-config.ts', schemas });
}

function kindTypes(kind: KindFile): Promise<OutputFile> {
  const { spec, status } = membersOf(buildCrd(kind.schema));
  const schemas = [spec?.properties?.['forProvider'], status?.properties?.['atProvider']].filter((schema) => schema !== undefined);
  return typeFile({ path: `src/aws/generated/${kind.service}-${kind.name}.ts`, schemas });
}

function membersOf(crd: CustomResourceDefinition) {
  const properties = crd.spec.versions[0].schema.openAPIV3Schema.properties ?? {};
  return { spec: properties['spec'], status: properties['status'] };
}
