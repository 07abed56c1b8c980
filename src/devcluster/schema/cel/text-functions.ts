import type { Environment } from '@marcbachmann/cel-js';
import { Optional } from '@marcbachmann/cel-js';
import { isOfFormat } from '../formats.ts';
import { label1035, subdomain1123 } from '../names.ts';
import { pattern } from '../pattern.ts';
import { define } from './define.ts';
import { formatText } from './format-text.ts';

/** Patterns, text and named formats. Source: Kubernetes, CEL in Kubernetes. */
export function addTextFunctions(environment: Environment): void {
  define(environment, {
    // `matches` is called by this name: see compileExpression.
    'string.matchesRe2(string): bool': (text: string, source: string) => pattern(source).test(text),
    'string.find(string): string': (text: string, source: string) => pattern(source).find(text) ?? '',
    'string.findAll(string): list<string>': (text: string, source: string) => pattern(source).findAll(text, -1),
    'string.findAll(string, int): list<string>': (text: string, source: string, limit: bigint) =>
      pattern(source).findAll(text, Number(limit)),
    'string.charAt(int): string': (text: string, index: bigint) => Array.from(text)[Number(index)] ?? '',
    'string.replace(string, string): string': (text: string, from: string, to: string) => text.replaceAll(from, () => to),
    'string.replace(string, string, int): string': replaceSome,
    'string.format(list): string': (text: string, values: readonly unknown[]) => formatText(text, values),
    'string(google.protobuf.Timestamp): string': (time: Date) => time.toISOString().replace(/\.?0*Z$/, 'Z'),
    'string(google.protobuf.Duration): string': String,
    'int(google.protobuf.Timestamp): int': (time: Date) => BigInt(Math.floor(time.getTime() / 1000)),
  });
  addFormats(environment);
}

function replaceSome(text: string, from: string, to: string, limit: bigint): string {
  if (limit < 0n) return text.replaceAll(from, () => to);
  let left = Number(limit);
  return text.replaceAll(from, (found) => {
    left -= 1;
    return left >= 0 ? to : found;
  });
}

/** A format that `format.named` gives: checks text and says what is wrong with it. */
class NamedFormat {
  readonly faults: (text: string) => readonly string[];

  constructor(faults: (text: string) => readonly string[]) {
    this.faults = faults;
  }
}

class FormatNamespace {}

const named: Readonly<Record<string, NamedFormat>> = {
  dns1123Label: ofPattern(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'a lowercase RFC 1123 label'),
  dns1123Subdomain: new NamedFormat(subdomain1123),
  dns1035Label: new NamedFormat(label1035),
  qualifiedName: ofPattern(
    /^(?:[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
    'a qualified name',
  ),
  labelValue: ofPattern(/^(?:[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, 'a valid label'),
  uri: ofFormat('uri'),
  uuid: ofFormat('uuid'),
  byte: ofFormat('byte'),
  date: ofFormat('date'),
  datetime: ofFormat('date-time'),
};

function ofPattern(shape: RegExp, what: string): NamedFormat {
  return new NamedFormat((text) => (shape.test(text) ? [] : [`must be ${what}`]));
}

function ofFormat(format: string): NamedFormat {
  return new NamedFormat((text) => (isOfFormat(format, text) ? [] : [`must be of format ${format}`]));
}

function addFormats(environment: Environment): void {
  environment.registerType('NamedFormat', NamedFormat).registerType('FormatNamespace', FormatNamespace);
  environment.registerConstant('format', 'FormatNamespace', new FormatNamespace());
  define(environment, {
    'FormatNamespace.named(string): optional<NamedFormat>': (_format: FormatNamespace, name: string) => Optional.of(named[name]),
    'NamedFormat.validate(string): optional<list<string>>': (format: NamedFormat, text: string) => {
      const faults = format.faults(text);
      return Optional.of(faults.length === 0 ? undefined : faults);
    },
  });
  for (const [name, format] of Object.entries(named)) {
    define(environment, { [`FormatNamespace.${name}(): NamedFormat`]: () => format });
  }
}
