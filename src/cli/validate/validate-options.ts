import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

/** What `evenkeel validate` was asked to check. */
export interface ValidateOptions {
  /** Files and folders. */
  readonly paths: readonly string[];
  /** Further files and folders with CRDs and definitions, which are not checked themselves. */
  readonly schemas: readonly string[];
  readonly output: 'text' | 'json';
}

const flags = {
  schemas: {
    type: 'string',
    multiple: true,
    help: 'file or folder with CRDs and definitions to check against, beside those among the files; may be given several times',
  },
  output: { type: 'string', short: 'o', default: 'text', help: 'text or json' },
  help: { type: 'boolean', default: false, help: 'show this' },
} as const;

/** Reads the command line of `evenkeel validate`; undefined: help was asked for. Throws UsageError. */
export function parseValidateOptions(args: readonly string[]): ValidateOptions | undefined {
  const { values, positionals } = readFlags(args);
  if (values.help) return undefined;
  if (positionals.length === 0) throw new UsageError('give files or folders: evenkeel validate PATH... (see evenkeel validate --help)');
  if (values.output !== 'text' && values.output !== 'json') throw new UsageError(`--output ${values.output}: text or json`);
  return { paths: positionals, schemas: values.schemas ?? [], output: values.output };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} (see evenkeel validate --help)`);
  }
}

/** What `evenkeel validate --help` prints. */
export function validateHelp(): string {
  const lines = Object.entries(flags).map(([name, flag]) => `  --${name.padEnd(9)} ${flag.help}`);
  return [
    'evenkeel validate PATH...: check manifests against CRDs, definitions and compositions, without a cluster',
    '',
    ...lines,
    '',
    'Exit codes: 0 all valid, 1 something is wrong or a file can not be read, 2 the command line can not be used.',
    '',
  ].join('\n');
}
