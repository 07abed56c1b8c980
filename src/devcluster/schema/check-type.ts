import type { Json } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { wrongType } from './cause.ts';
import type { SchemaNode } from './schema-node.ts';

type Kind = 'null' | 'boolean' | 'string' | 'integer' | 'number' | 'array' | 'object';

/** The JSON type of a value; a number without a fraction is an integer. */
export function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'object' : (typeof value as 'boolean' | 'string');
}

/** The names that Go gives to the numbers' own formats. */
const numberFormats: Readonly<Partial<Record<Kind, string>>> = { integer: 'int64', number: 'float64' };

/** Whether `checkType` has something to check. */
export function hasType(node: SchemaNode): boolean {
  return node.types.length > 0 || node.limits.format !== '';
}

/** What is wrong with a value's type. A list passes for text that has a format, as it does in kube-apiserver. */
export function checkType(value: Json, node: SchemaNode, path: string): StatusCause | undefined {
  const kind = kindOf(value);
  if (fits(kind, node)) return undefined;
  const { format } = node.limits;
  const byFormat = format !== '' && kind !== 'null' && kind !== 'string' && kind !== 'array';
  return byFormat ? wrongType(path, format, numberFormats[kind] ?? '') : wrongType(path, node.types.join(','), kind);
}

function fits(kind: Kind, { types, nullable, limits }: SchemaNode): boolean {
  if (kind === 'null') return types.length === 0 || nullable;
  if (types.includes(kind) || (kind === 'integer' && types.includes('number'))) return true;
  const numeric = types.includes('number') || types.includes('integer');
  return limits.format !== '' && !numeric && (kind === 'string' || kind === 'array');
}
