import { isObject } from '../../base/json.ts';
import type { Json } from '../../base/json.ts';
import { pad } from './flags.ts';
import type { Flags } from './flags.ts';
import { formatFloat } from './format-float.ts';
import { formatInteger } from './format-integer.ts';
import { formatString } from './format-string.ts';
import { goType, toGo } from './go-value.ts';
import type { GoValue } from './go-value.ts';
import { quote } from './quote.ts';

/** One operand as fmt prints it. A verb that does not fit its type gives a text such as `%!d(string=a)`. */
export function formatValue(value: GoValue, verb: string, flags: Readonly<Flags>): string {
  if (verb === 'T') return formatValue(goType(value), 's', flags);
  if (value === null) return verb === 'v' ? pad('<nil>', flags) : `%!${verb}(<nil>)`;
  if (typeof value === 'object') return verb === 'p' || verb === 'w' ? misfit(value, verb, flags) : formatContainer(value, verb, flags);
  return formatScalar(value, verb, flags) ?? misfit(value, verb, flags);
}

function formatScalar(value: string | boolean | bigint | number, verb: string, flags: Readonly<Flags>): string | undefined {
  if (typeof value === 'string') return formatString(value, verb, flags);
  if (typeof value === 'number') return formatFloat(value, verb, flags);
  if (typeof value === 'boolean') return verb === 't' || verb === 'v' ? pad(String(value), flags) : undefined;
  return verb === 'c' || verb === 'q' ? formatCharacter(value, verb, flags) : formatInteger(value, verb, flags);
}

function misfit(value: GoValue, verb: string, flags: Readonly<Flags>): string {
  return `%!${verb}(${goType(value)}=${formatValue(value, 'v', flags)})`;
}

function formatCharacter(value: bigint, verb: string, flags: Readonly<Flags>): string {
  const isCharacter = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value <= 0xdfffn);
  const text = String.fromCodePoint(isCharacter ? Number(value) : 0xfffd);
  return pad(verb === 'c' ? text : quote(text, "'", flags.plus), flags);
}

/** `[a b]` and `map[k:v]`, or in Go syntax `[]interface {}{"a", "b"}`; keys are sorted, and verb and flags count for each member. */
function formatContainer(value: object, verb: string, flags: Readonly<Flags>): string {
  const members = isObject(value)
    ? Object.keys(value)
        .filter((key) => value[key] !== undefined)
        .sort()
        .map((key) => `${formatValue(key, verb, flags)}:${formatMember(value[key], verb, flags)}`)
    : Array.isArray(value)
      ? value.map((item) => formatMember(item, verb, flags))
      : [];
  if (flags.goSyntax) return `${isObject(value) ? 'map[string]interface {}' : '[]interface {}'}{${members.join(', ')}}`;
  return `${isObject(value) ? 'map' : ''}[${members.join(' ')}]`;
}

function formatMember(member: unknown, verb: string, flags: Readonly<Flags>): string {
  if (member === null || member === undefined) return flags.goSyntax ? 'interface {}(nil)' : '<nil>';
  return formatValue(toGo(member as Json), verb, flags);
}
