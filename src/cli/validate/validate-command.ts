import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinFunctions } from '../../composition/functions/builtin-functions.ts';
import { QuickjsSandbox } from '../../composition/typescript/quickjs-sandbox.ts';
import { readManifests } from '../read-manifests.ts';
import { createSchemaChecks } from '../run/schema-checks.ts';
import { systemClock } from '../system-clock.ts';
import { objectFindings, type ObjectFinding } from './check-object.ts';
import { SchemaSet } from './schema-set.ts';
import { parseValidateOptions, validateHelp, type ValidateOptions } from './validate-options.ts';

const shippedCrds = join(fileURLToPath(new URL('../../..', import.meta.url)), 'crds');

/** What was checked and found. */
interface Checked {
  readonly objects: number;
  readonly findings: readonly ObjectFinding[];
}

/** `evenkeel validate`: checks manifests offline and prints what it found. Resolves with the exit code; rejects with UsageError or UnreadableFile. */
export async function runValidateCommand(args: readonly string[], print: (text: string) => void): Promise<number> {
  const options = parseValidateOptions(args);
  if (options === undefined) {
    print(validateHelp());
    return 0;
  }
  const checked = check(options);
  print(options.output === 'json' ? `${JSON.stringify(checked, undefined, 2)}\n` : textOf(checked));
  return checked.findings.some(({ level }) => level === 'invalid') ? 1 : 0;
}

function check({ paths, schemas: more }: ValidateOptions): Checked {
  const objects = paths.flatMap(readManifests);
  const schemas = new SchemaSet(createSchemaChecks());
  for (const object of [...readManifests(shippedCrds), ...more.flatMap(readManifests), ...objects]) schemas.add(object);
  const builtin = builtinFunctions(new QuickjsSandbox(systemClock));
  return { objects: objects.length, findings: objects.flatMap((object) => objectFindings(object, schemas, builtin)) };
}

/** Errors first, by file and line; the sum last. */
function textOf({ objects, findings }: Checked): string {
  const invalid = findings.filter(({ level }) => level === 'invalid');
  const unknown = findings.filter(({ level }) => level === 'unknown');
  const lines = [...invalid, ...unknown].map(
    ({ file, line, object, level, message }) => `${file}:${line}: ${object}: ${level}: ${message}\n`,
  );
  const wrong = new Set(invalid.map(({ file, line }) => `${file}:${line}`)).size;
  return `${lines.join('')}${objects} objects, ${wrong} invalid, ${unknown.length} of unknown kinds\n`;
}
