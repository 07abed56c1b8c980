import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

/** What `evenkeel render` was asked to print. */
export interface RenderOptions {
  /** Files of the composite and of its composition. */
  readonly composite: string;
  readonly composition: string;
  /** Files or folders of children as they are observed, of objects that functions ask for, and of Secrets for credentials. */
  readonly observed: readonly string[];
  readonly environment: readonly string[];
  /** Files or folders of definitions and CRDs. */
  readonly schemas: readonly string[];
  /** Endpoints of functions that are not built in, by name. */
  readonly functions: ReadonlyMap<string, string>;
  readonly output: 'yaml' | 'json';
}

const flags = {
  observed: { type: 'string', multiple: true, help: 'file or folder of children as the cluster has them; may be given several times' },
  environment: {
    type: 'string',
    multiple: true,
    help: 'file or folder of EnvironmentConfigs, other objects that functions ask for, and Secrets for credentials; may be given several times',
  },
  schemas: {
    type: 'string',
    multiple: true,
    help: 'file or folder of definitions and CRDs: the composite is checked and gets its defaults; may be given several times',
  },
  function: {
    type: 'string',
    multiple: true,
    help: 'name=host:port of a function that is not built in, in plaintext; may be given several times',
  },
  output: { type: 'string', short: 'o', default: 'yaml', help: 'yaml or json' },
  help: { type: 'boolean', default: false, help: 'show this' },
} as const;

/** Reads the command line of `evenkeel render`; undefined: help was asked for. Throws UsageError. */
export function parseRenderOptions(args: readonly string[]): RenderOptions | undefined {
  const { values, positionals } = readFlags(args);
  if (values.help) return undefined;
  const [composite, composition, ...more] = positionals;
  if (composite === undefined || composition === undefined || more.length > 0)
    throw new UsageError('give two files: evenkeel render COMPOSITE.yaml COMPOSITION.yaml (see evenkeel render --help)');
  if (values.output !== 'yaml' && values.output !== 'json') throw new UsageError(`--output ${values.output}: yaml or json`);
  return {
    composite,
    composition,
    ...filesOf(values),
    functions: new Map((values.function ?? []).map(endpointOf)),
    output: values.output,
  };
}

function filesOf({ observed = [], environment = [], schemas = [] }: ReturnType<typeof readFlags>['values']) {
  return { observed, environment, schemas };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} (see evenkeel render --help)`);
  }
}

function endpointOf(text: string): readonly [string, string] {
  const match = /^([^=]+)=(.+:\d{1,5})$/.exec(text);
  if (match === null) throw new UsageError(`--function ${text}: name=host:port`);
  return [match[1] ?? '', match[2] ?? ''];
}

/** What `evenkeel render --help` prints. */
export function renderHelp(): string {
  const lines = Object.entries(flags).map(([name, flag]) => `  --${name.padEnd(13)} ${flag.help}`);
  return [
    'evenkeel render COMPOSITE.yaml COMPOSITION.yaml: print what a composite becomes, without a cluster',
    '',
    ...lines,
    '',
    'Exit codes: 0 printed, 1 the pipeline failed or a file can not be read, 2 the command line can not be used.',
    '',
  ].join('\n');
}
