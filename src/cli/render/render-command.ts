import { stringify } from 'yaml';
import { parseComposition } from '../../composition/api/composition.ts';
import { UnusableChild } from '../../composition/compose/desired-child.ts';
import { builtinFunctions } from '../../composition/functions/builtin-functions.ts';
import type { PipelineFunction } from '../../composition/function/pipeline-function.ts';
import { RemoteFunction } from '../../composition/remote/remote-function.ts';
import type { RemoteConnection } from '../../composition/remote/remote-connection.ts';
import { QuickjsSandbox } from '../../composition/typescript/quickjs-sandbox.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { readManifest, readManifests, type FileObject } from '../read-manifests.ts';
import { systemClock } from '../system-clock.ts';
import { guessType } from './guess-type.ts';
import { renderComposite, type Rendered } from './render-composite.ts';
import { parseRenderOptions, renderHelp, type RenderOptions } from './render-options.ts';

const timeoutMs = 60_000;

/** `evenkeel render`: what a composite becomes, offline. Resolves with the exit code. */
export async function runRenderCommand(args: readonly string[]): Promise<number> {
  const options = parseRenderOptions(args);
  if (options === undefined) {
    process.stdout.write(renderHelp());
    return 0;
  }
  const rendered = await render(options);
  process.stdout.write(options.output === 'json' ? `${JSON.stringify(rendered.objects, undefined, 2)}\n` : yamlOf(rendered));
  return rendered.ok ? 0 : 1;
}

async function render(options: RenderOptions): Promise<Rendered> {
  const composite = objectOf(readManifest(options.composite));
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
        typeOf: guessType,
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

/** An object of a file as the cluster would have it: with a uid and a resourceVersion that say nothing, unless it has its own. */
function objectOf({ object }: FileObject): KubernetesObject {
  return { ...object, metadata: { uid: '', resourceVersion: '', generation: 1, ...object.metadata } } as unknown as KubernetesObject;
}

function yamlOf({ objects }: Rendered): string {
  return objects.map((object) => `---\n${stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })}`).join('');
}
