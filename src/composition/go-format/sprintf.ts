import { DirectiveReader } from './directive-reader.ts';
import type { Directive } from './directive-reader.ts';
import { noFlags } from './flags.ts';
import { formatValue } from './format-value.ts';
import { goType } from './go-value.ts';
import type { GoValue } from './go-value.ts';

/**
 * Text of a format and its operands as Go's fmt.Sprintf makes it, mistakes included: `%!d(string=a)`, `%!s(MISSING)`, `%!(EXTRA int64=1)`.
 * The address that `%p` prints of lists and maps is the one thing that differs: it counts as a mistake.
 */
export function sprintf(format: string, operands: readonly GoValue[]): string {
  const reader = new DirectiveReader(format, operands);
  const parts: string[] = [];
  while (!reader.atEnd()) {
    parts.push(reader.text());
    if (!reader.atEnd()) parts.push(printed(reader.directive(), operands));
  }
  return parts.join('') + extra(reader.left());
}

function printed({ verb, flags, prefix, operand }: Directive, operands: readonly GoValue[]): string {
  if (verb === undefined) return `${prefix}%!(NOVERB)`;
  if (verb === '%') return `${prefix}%`;
  if (operand === undefined) return `${prefix}%!${verb}(BADINDEX)`;
  const value = operands[operand];
  if (value === undefined) return `${prefix}%!${verb}(MISSING)`;
  if (verb !== 'v' && verb !== 'w') return prefix + formatValue(value, verb, flags);
  return prefix + formatValue(value, verb, { ...flags, goSyntax: flags.sharp, sharp: false, plus: false });
}

function extra(left: readonly GoValue[]): string {
  if (left.length === 0) return '';
  const shown = left.map((value) => (value === null ? '<nil>' : `${goType(value)}=${formatValue(value, 'v', noFlags())}`));
  return `%!(EXTRA ${shown.join(', ')})`;
}
