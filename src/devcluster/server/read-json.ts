import { parseDocument } from 'yaml';
import type { Json } from '../api/dev-object.ts';
import { duplicateFields } from './duplicate-fields.ts';

/** What a body says, and which members it says twice: as texts of warnings, and as one text of a refusal. */
export interface ReadBody {
  readonly value: Json;
  readonly duplicates: readonly string[];
  readonly refusal: string;
}

/** A body that is not what its media type says; the message says where. */
export class MalformedBody extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedBody';
  }
}

/** Nothing that anybody writes is nested deeper; what walks over objects recurs as deep as they are. */
const deepest = 200;

/** Parses JSON; throws `MalformedBody`. The last of two members of one name counts. */
export function readJson(text: string): ReadBody {
  if (text.trim() === '') throw new MalformedBody('unexpected end of JSON input');
  const value = parsed(() => JSON.parse(text) as Json);
  refuseDeep(value);
  const duplicates = duplicateFields(text).map((path) => `duplicate field ${JSON.stringify(path)}`);
  return { value, duplicates, refusal: duplicates.join(', ') };
}

/** Parses one YAML document (of which JSON is a part); throws `MalformedBody`. */
export function readYaml(text: string): ReadBody {
  const document = parseDocument(text, { uniqueKeys: true, logLevel: 'silent', prettyErrors: true, merge: true });
  const [fault] = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  if (fault !== undefined) throw new MalformedBody(`yaml: ${fault.message.split('\n')[0] ?? ''}`);
  const repeated = document.errors.map(
    (error) => `line ${error.linePos?.[0].line ?? 0}: key ${keyAt(text, error.pos[0])} already set in map`,
  );
  const value = parsed(() => (document.toJS({ maxAliasCount: 100 }) ?? null) as Json);
  refuseDeep(value);
  return { value, duplicates: repeated, refusal: repeated.length === 0 ? '' : `yaml: unmarshal errors:\n  ${repeated.join('\n  ')}` };
}

function parsed(parse: () => Json): Json {
  try {
    return parse();
  } catch (error) {
    throw new MalformedBody(error instanceof Error ? error.message : 'not readable');
  }
}

function keyAt(text: string, position: number): string {
  return JSON.stringify(/^["']?([^:"'\n]*)/u.exec(text.slice(position))?.[1]?.trim() ?? '');
}

function refuseDeep(value: Json, depth = 0): void {
  if (depth > deepest) throw new MalformedBody('exceeded max depth');
  if (typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) if (item !== undefined) refuseDeep(item, depth + 1);
}
