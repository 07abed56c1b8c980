import type { DevObject } from '../api/dev-object.ts';
import { valueAt } from './members.ts';
import { badRequest } from './refusals.ts';

interface Term {
  readonly path: readonly string[];
  readonly value: string;
  readonly equal: boolean;
}

/**
 * Whether an object's fields fulfil the selector (`metadata.name=a,spec.color!=red`); a field that is absent counts as
 * empty. `fields` are those that may be named. Throws 400 on others and on what can't be read.
 */
export function compileFieldSelector(selector: string | undefined, fields: ReadonlySet<string>): (object: DevObject) => boolean {
  if (selector === undefined || selector === '') return () => true;
  const terms = selector
    .split(/(?<!\\),/u)
    .filter((text) => text !== '')
    .map((text) => readTerm(text, fields));
  return (object) => terms.every(({ path, value, equal }) => (textOf(object, path) === value) === equal);
}

/** The name that the selector asks for alone, which spares a look at all objects. */
export function nameInSelector(selector: string | undefined): string | undefined {
  return /(?:^|,)metadata\.name==?([^,=!\\]+)(?:,|$)/u.exec(selector ?? '')?.[1];
}

function readTerm(text: string, fields: ReadonlySet<string>): Term {
  const [, field, operator, raw] = /^([^=!\s]+)(==|!=|=)(.*)$/u.exec(text) ?? [];
  if (field === undefined || raw === undefined) throw badRequest(`invalid selector: '${text}'; can't understand '${text}'`);
  if (!fields.has(field)) throw badRequest(`field label not supported: ${field}`);
  if (/(?<!\\)=/u.test(raw)) throw badRequest('invalid field selector: unescaped character in value: 61');
  return { path: field.split('.'), value: raw.replaceAll(/\\([\\,=])/gu, '$1'), equal: operator !== '!=' };
}

function textOf(object: DevObject, path: readonly string[]): string {
  const value = valueAt(object, path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
