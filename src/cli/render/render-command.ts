import { stringify } from 'yaml';
import { parseComposition } from '../../composition/api/composition.ts';
import { UnusableChild } from '../../composition/compose/desired-child.ts';
import { builtinFunctions } from '../../composition/functions/builtin-functions.ts';
import type { PipelineFunction } from '../../composition/function/pipeline-function.ts';
import { RemoteFunction } from '../../composition/remote/remote-function.ts';
import type { RemoteConnection } from '../../composition/remote/remote-connection.ts';
import { QuickjsSandbox } from '../../composition/typescript/quickjs-sandbox.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { createSchemaChecks } from '../run/schema-checks.ts';
import { SchemaSet } from '../validate/schema-set.ts';
import { readManifest, readManifests, type FileObject } from '../read-manifests.ts';
import { systemClock } from '../system-clock.ts';
import { guessType } from './guess-type.ts';
import { renderComposite, type Rendered } from './render-composite.ts';
import { parseRenderOptions, renderHelp, type RenderOptions } from './render-options.ts';

const timeoutMs = 60_000;

/** `evenkeel render`: prints what a composite becomes, offline. Resolves with the exit code; rejects with UsageError, or an Error that names the file. */
export async function runRenderCommand(args: readonly string[], print: (text: string) => void): Promise<number> {
  const options = parseRenderOptions(args);
  if (options === undefined) {
    print(renderHelp());
    return 0;
  }
  const rendered = await render(options);
  print(options.output === 'json' ? `${JSON.stringify(rendered.objects, undefined, 2)}\n` : yamlOf(rendered));
  return rendered.ok ? 0 : 1;
}

async function render(options: RenderOptions): Promise<Rendered> {
  const schemas = new SchemaSet(createSchemaChecks());
  for (const object of options.schemas.flatMap(readManifests)) schemas.add(object);
  const composite = objectOf(admitted(readManifest(options.composite), schemas));
  const composition = parseComposition(objectOf(readManifest(options.composition)));
  const connections: RemoteConnection[] = [];
  const remote = await remoteFunctions(options.functions, connections);
  const builtin = builtinFunctions(new QuickjsSandbox(systemClock));
  try {
    return await renderComposite(
      {
        composite,
        composition,
        observed: options.observed.flatMap(readManifests).map(objectOf),
        others: options.environment.flatMap(readManifests).map(objectOf),
        functionOf: (name) => remote.get(name) ?? builtin[name] ?? missing(name),
        typeOf: (apiVersion, kind) => schemas.of(apiVersion, kind)?.type ?? guessType(apiVersion, kind),
        clock: systemClock,
      },
      new AbortController().signal,
    );
  } catch (error) {
    if (error instanceof UnusableChild) throw new Error(`${options.composition}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    for (const connection of connections) connection.close();
  }
}

function missing(name: string): never {
  throw new Error(`the function ${name} is not built in: say where it answers with --function ${name}=host:port`);
}

async function remoteFunctions(
  endpoints: ReadonlyMap<string, string>,
  connections: RemoteConnection[],
): Promise<ReadonlyMap<string, PipelineFunction>> {
  if (endpoints.size === 0) return new Map();
  const { openFunctionConnection } = await import('../run/open-function-connection.ts');
  return new Map(
    [...endpoints].map(([name, address]) => {
      const connection = openFunctionConnection({ address, security: { type: 'insecure' } });
      connections.push(connection);
      return [name, new RemoteFunction({ name: `function ${name} at ${address}`, connection, timeoutMs })] as const;
    }),
  );
}

/** What the API server would store of an object whose schema is known. Throws where it would refuse it. */
function admitted(given: FileObject, schemas: SchemaSet): FileObject {
  const { file, line, object } = given;
  const known = schemas.of(object.apiVersion, object.kind);
  if (known === undefined) return given;
  const problems = known.check(object);
  if (problems.length > 0) throw new Error(`${file}:${line}: ${object.kind} ${String(object.metadata['name'])}: ${problems.join('; ')}`);
  return { ...given, object: { ...object, ...known.filled(object) } };
}

/** An object of a file as the cluster would have it: with a uid and a resourceVersion that say nothing, unless it has its own. */
function objectOf({ object }: FileObject): KubernetesObject {
  return { ...object, metadata: { uid: '', resourceVersion: '', generation: 1, ...object.metadata } } as unknown as KubernetesObject;
}

function yamlOf({ objects }: Rendered): string {
  return objects.map((object) => `---\n${stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })}`).join('');
}
