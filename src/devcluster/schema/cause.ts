import type { Json } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { quoted, valueText } from './go-text.ts';

/** How kube-apiserver writes the path of the object itself. */
const root = '<nil>';

function cause(reason: string, head: string, field: string, detail: string): StatusCause {
  return { reason, message: detail === '' ? head : `${head}: ${detail}`, field: field === '' ? root : field };
}

/** A value is absent that has to be there. */
export function required(field: string, detail = ''): StatusCause {
  return cause('FieldValueRequired', 'Required value', field, detail);
}

/** A value is wrong. `value` undefined: it is not shown. */
export function invalid(field: string, value: Json | undefined, detail: string): StatusCause {
  return cause('FieldValueInvalid', value === undefined ? 'Invalid value' : `Invalid value: ${valueText(value)}`, field, detail);
}

/** A value is of the wrong type, or not of a format. `shown` is the type that it has, or the value. */
export function wrongType(field: string, expected: string, shown: string): StatusCause {
  const detail = `${field} in body must be of type ${expected}: ${quoted(shown)}`;
  return cause('FieldValueTypeInvalid', `Invalid value: ${quoted(shown)}`, field, detail);
}

/** A value is none of those that are allowed. */
export function unsupported(field: string, value: Json, allowed: readonly string[]): StatusCause {
  const detail = allowed.length === 0 ? '' : `supported values: ${allowed.map(quoted).join(', ')}`;
  return cause('FieldValueNotSupported', `Unsupported value: ${valueText(value)}`, field, detail);
}

/** A value must not be there. */
export function forbidden(field: string, detail: string): StatusCause {
  return cause('FieldValueForbidden', 'Forbidden', field, detail);
}

/** A value is there twice. `value` undefined: it is not shown. */
export function duplicate(field: string, value: Json | undefined): StatusCause {
  return cause('FieldValueDuplicate', value === undefined ? 'Duplicate value' : `Duplicate value: ${valueText(value)}`, field, '');
}

/** Text has too many characters (which kube-apiserver calls bytes here). */
export function tooLong(field: string, max: number): StatusCause {
  return cause('FieldValueTooLong', 'Too long', field, `may not be more than ${max} ${max === 1 ? 'byte' : 'bytes'}`);
}

/** A list or map has too many items. */
export function tooMany(field: string, count: number, max: number): StatusCause {
  return cause('FieldValueTooMany', `Too many: ${count}`, field, `must have at most ${max} ${max === 1 ? 'item' : 'items'}`);
}
