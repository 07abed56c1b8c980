import { refusals } from '../../src/engine/schema/crd/unsupported-rules.ts';
import type { FieldSchema, Fields } from '../../src/engine/schema/kind-schema.ts';
import { code } from './markdown.ts';

/** A field with its path below forProvider or atProvider; `[]` stands for each item of a list. */
export interface DocumentedField {
  readonly path: string;
  readonly field: FieldSchema;
}

/** All fields, those within objects after them, in the order of their paths; what is refused whole is left out. */
export function documentedFields(fields: Fields, prefix = ''): readonly DocumentedField[] {
  return Object.entries(fields)
    .filter(([, field]) => field.unsupported === undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, field]) => {
      const path = `${prefix}${name}`;
      const nested = field.fields === undefined ? [] : documentedFields(field.fields, field.type === 'objects' ? `${path}[].` : `${path}.`);
      return [{ path, field }, ...nested];
    });
}

const typeWords: Readonly<Record<FieldSchema['type'], string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  map: 'map of strings',
  object: 'object',
  strings: 'list of strings',
  objects: 'list of objects',
  secretRef: '{name, key}',
};

/** The type in words, with what it may be. */
export function typeOf(field: FieldSchema): string {
  const choices = field.enum === undefined ? '' : `: ${field.enum.map(code).join(', ')}`;
  return `${typeWords[field.type]}${choices}${rangeOf(field)}${field.pattern === undefined ? '' : `, ${code(field.pattern)}`}`;
}

function rangeOf({ minimum, maximum }: FieldSchema): string {
  if (minimum === undefined && maximum === undefined) return '';
  return `, ${minimum ?? ''} to ${maximum ?? ''}`;
}

/** What a user has to know beside what the field means. */
export function notesOf(field: FieldSchema): string {
  const notes = [
    ...(field.required === true ? ['needed to create'] : []),
    ...(field.createOnly === true ? ['immutable'] : []),
    ...(field.directive === true ? ['steers the controller; not compared with AWS'] : []),
    ...(field.whenRemoved === undefined ? [] : [`taken out of spec, it goes back to ${code(JSON.stringify(field.whenRemoved))}`]),
  ];
  return notes.join('; ');
}

/** Everything that is refused by name, at any depth. */
export function refusedFields(fields: Fields, prefix = ''): readonly { readonly path: string; readonly reason: string }[] {
  const own = refusals(fields).map(({ name, reason }) => ({ path: `${prefix}${name}`, reason }));
  const nested = Object.entries(fields).flatMap(([name, field]) =>
    field.fields === undefined || field.unsupported !== undefined ? [] : refusedFields(field.fields, `${prefix}${name}.`),
  );
  return [...own, ...nested].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
