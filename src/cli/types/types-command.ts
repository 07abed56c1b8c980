import { parseArgs } from 'node:util';
import { kindSchemas } from '../../aws/generated/kind-schemas.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import { parseDefinition } from '../../composition/api/definition.ts';
import { compositeCrd } from '../../composition/definition/composite-crd.ts';
import { typeDeclarations, type DeclaredKind } from '../../composition/typescript/type-declarations.ts';
import { buildCrd } from '../../engine/schema/build-crd.ts';
import { readManifests, type FileObject } from '../read-manifests.ts';
import { UsageError } from '../usage-error.ts';

const help = `Usage: evenkeel types [FILE...]

Prints TypeScript types for the authors of function-typescript's programs: of the composite, of Evenkeel's kinds, and of
the kinds in the files. FILEs are manifests, or folders of them: the first CompositeResourceDefinition is the composite,
further ones and CustomResourceDefinitions are kinds that it can be made of.

  --help  show this
`;

/** `evenkeel types`: the text of a `.d.ts` file. Resolves with the exit code; rejects where a file can't be read. */
export async function runTypesCommand(args: readonly string[]): Promise<number> {
  const files = readFiles(args);
  process.stdout.write(files === undefined ? help : typesOf(files.flatMap(readManifests)));
  return 0;
}

function readFiles(args: readonly string[]): readonly string[] | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { help: { type: 'boolean' } }, allowPositionals: true });
    return values.help === true ? undefined : positionals;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The declarations for the objects of the files. Throws where one has no schema. */
export function typesOf(objects: readonly FileObject[]): string {
  const [composite, ...composites] = objects.filter(({ object }) => object.kind === 'CompositeResourceDefinition').map(compositeOf);
  const foreign = objects.filter(({ object }) => object.kind === 'CustomResourceDefinition').flatMap(({ object }) => kindsOf(object));
  const ours = kindSchemas.flatMap((schema) => kindsOf(buildCrd(schema)));
  return typeDeclarations(composite, [...ours, ...composites, ...foreign]);
}

function compositeOf({ object, file }: FileObject): DeclaredKind {
  const { metadata } = object;
  const definition = parseDefinition({
    ...object,
    metadata: { uid: '', resourceVersion: '', ...metadata, name: String(metadata['name']) },
  });
  const kind = kindsOf(compositeCrd(definition)).find(({ version }) => version === definition.version);
  if (kind === undefined) throw new Error(`${file}: the version ${definition.version} of ${definition.name} has no schema`);
  return kind;
}

/** The versions of a CRD that have a schema. */
function kindsOf(crd: object): readonly DeclaredKind[] {
  const { group, names, versions } = objectAt(objectAt(crd)['spec']);
  const kind = objectAt(names)['kind'];
  if (typeof group !== 'string' || typeof kind !== 'string' || !Array.isArray(versions)) return [];
  return versions.flatMap((version) => {
    const { name, schema } = objectAt(version);
    const openApi = objectAt(objectAt(schema)['openAPIV3Schema']);
    return typeof name === 'string' ? [{ group, version: name, kind, schema: openApi }] : [];
  });
}

/** What came out of a manifest, or was made as JSON. */
function objectAt(value: unknown): JsonObject {
  return isObject(value) ? (value as JsonObject) : {};
}
