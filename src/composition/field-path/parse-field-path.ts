import { FieldPathError } from './field-path-error.ts';
import type { FieldPath, Segment } from './field-path.ts';

const largestIndex = 2 ** 32 - 1;

/**
 * A path as Kubernetes' conventions write it, without a dot in front: `spec.containers[0].name`, `metadata.labels[app.kubernetes.io/name]`,
 * `data['tls.crt']`, `items[*].name`, `spec.*.name`. Throws FieldPathError with the position, from 0, of what is wrong.
 */
export function parseFieldPath(text: string): FieldPath {
  if (text === '') throw new FieldPathError('syntax', 'the path is empty');
  const segments: Segment[] = [];
  for (let position = 0; position < text.length;) {
    const { segment, end } = text.charAt(position) === '[' ? bracketAt(text, position) : fieldAt(text, position);
    segments.push(segment);
    position = end;
  }
  return segments;
}

interface Read {
  readonly segment: Segment;
  readonly end: number;
}

function fieldAt(text: string, position: number): Read {
  const [read = '', field = ''] = (position === 0 ? /^([^.[\]]+)/ : /^\.([^.[\]]+)/).exec(text.slice(position)) ?? [];
  if (read === '') throw unexpected(text, position > 0 && /^\../.test(text.slice(position)) ? position + 1 : position);
  return { segment: field === '*' ? { kind: 'wildcard' } : { kind: 'field', field: unquoted(field) }, end: position + read.length };
}

function bracketAt(text: string, position: number): Read {
  const rest = text.slice(position);
  const [quoted = '', , field = ''] = /^\[(["'])(.+?)\1\]/.exec(rest) ?? [];
  if (quoted !== '') return { segment: { kind: 'field', field }, end: position + quoted.length };
  const [read = '', inner = ''] = /^\[([^[\]]+)\]/.exec(rest) ?? [];
  if (read !== '') return { segment: bare(inner), end: position + read.length };
  if (!rest.includes(']')) throw new FieldPathError('syntax', `unterminated "[" at position ${position}`);
  throw unexpected(text, position + 1 + rest.slice(1).search(/[[\]]/));
}

function bare(inner: string): Segment {
  if (inner === '*') return { kind: 'wildcard' };
  const isIndex = /^\d{1,10}$/.test(inner) && Number(inner) <= largestIndex;
  return isIndex ? { kind: 'index', index: Number(inner) } : { kind: 'field', field: unquoted(inner) };
}

function unquoted(field: string): string {
  return field.replace(/^['"]+|['"]+$/g, '');
}

function unexpected(text: string, position: number): FieldPathError {
  return new FieldPathError('syntax', `unexpected ${JSON.stringify(text.charAt(position))} at position ${position}`);
}
