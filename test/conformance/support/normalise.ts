import { isObject, stableStringify } from '../../../src/base/json.ts';
import type { Answer } from './answer.ts';

const uidPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu;
const timePattern = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?<fraction>\.\d+)?Z/gu;

/**
 * The answers of one script with whatever may rightly differ from run to run replaced by what it stands for: uids and
 * generated names by their order, resourceVersions of objects by their rank, times and positions in the history by a word.
 */
export function normalised(answers: readonly Answer[]): readonly Answer[] {
  const known = new Known(answers);
  return answers.map((answer) => ({
    ...answer,
    warnings: answer.warnings.map((text) => known.text(text)),
    body: known.value(answer.body),
  }));
}

class Known {
  readonly #uids = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #versions: ReadonlyMap<string, string>;

  constructor(answers: readonly Answer[]) {
    const versions = new Set<string>();
    const collect = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(collect);
      if (!isObject(value)) return;
      this.#collectNames(value['metadata']);
      if (!isPosition(value)) for (const version of versionsOf(value['metadata'])) versions.add(version);
      Object.values(value).forEach(collect);
    };
    answers.forEach(({ body }) => collect(body));
    const sorted = [...versions].toSorted((a, b) => Number(a) - Number(b));
    this.#versions = new Map(sorted.map((version, index) => [version, `version-${index + 1}`]));
  }

  value(value: unknown, key = ''): unknown {
    if (typeof value === 'string')
      return key === 'message' || key === 'resourceVersion' ? this.#withoutVersions(this.text(value)) : this.text(value);
    if (Array.isArray(value))
      return key === 'managedFields' ? sortedByText(value.map((item) => this.value(item))) : value.map((item) => this.value(item));
    if (!isObject(value)) return value;
    const sorted = withSortedCauses(value);
    const known = Object.fromEntries(byName(sorted).map(([member, item]) => [member, this.value(item, member)]));
    return isPosition(value) ? { ...known, metadata: withoutPosition(known['metadata']) } : known;
  }

  text(text: string): string {
    let known = text
      .replace(uidPattern, (uid) => this.#uid(uid))
      .replace(timePattern, (_, fraction?: string) => (fraction === undefined ? 'a time' : 'a time with a fraction'));
    for (const [name, stand] of this.#names) known = known.replaceAll(name, stand);
    return known;
  }

  #uid(uid: string): string {
    const known = this.#uids.get(uid) ?? `uid-${this.#uids.size + 1}`;
    this.#uids.set(uid, known);
    return known;
  }

  #withoutVersions(text: string): string {
    return text.replace(/(?<![-\w])\d+\b/gu, (digits) => this.#versions.get(digits) ?? digits);
  }

  #collectNames(metadata: unknown): void {
    if (!isObject(metadata)) return;
    const { generateName, name } = metadata;
    if (typeof generateName !== 'string' || typeof name !== 'string' || name.length < generateName.length + 5) return;
    if (!this.#names.has(name)) this.#names.set(name, `${name.slice(0, -5)}<random>`);
  }
}

/** Servers write members in orders of their own; uids are told apart by where they come first. */
function byName(value: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Entries of one second stand by name, those of two by time. */
function sortedByText(values: readonly unknown[]): readonly unknown[] {
  return values.toSorted((a, b) => (stableStringify(a) < stableStringify(b) ? -1 : 1));
}

/** kube-apiserver names what is wrong in no order, and of custom resources some of it more than once. */
function withSortedCauses(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { kind, message, details } = value;
  const told: unknown = isObject(details) ? details['causes'] : undefined;
  if (kind !== 'Status' || typeof message !== 'string' || !isObject(details) || !Array.isArray(told) || told.length < 2) return value;
  const causes = [...new Map(sortedByText(told).map((cause) => [stableStringify(cause), cause])).values()];
  if (causes.length < 2) return { ...value, details: { ...details, causes } };
  const pieces = message.replace(/: \[(?<list>.*)\]$/su, ', $<list>').split(', ');
  return { ...value, message: pieces.toSorted(), details: { ...details, causes } };
}

/** Lists, tables and bookmarks say how far the server's history had come, which others move too. */
function isPosition(value: Readonly<Record<string, unknown>>): boolean {
  const { kind, metadata } = value;
  const list = typeof kind === 'string' && (kind.endsWith('List') || kind === 'Table') && ('items' in value || 'rows' in value);
  return list || (isObject(metadata) && 'resourceVersion' in metadata && !('name' in metadata) && !('uid' in metadata));
}

/** An empty text counts as none. */
function withoutPosition(metadata: unknown): unknown {
  if (!isObject(metadata)) return metadata;
  const { resourceVersion, continue: more, ...rest } = metadata;
  return { ...rest, ...(resourceVersion ? { resourceVersion: 'a position' } : {}), ...(more ? { continue: 'a token' } : {}) };
}

function versionsOf(metadata: unknown): readonly string[] {
  if (!isObject(metadata)) return [];
  const { resourceVersion } = metadata;
  return typeof resourceVersion === 'string' && /^\d+$/u.test(resourceVersion) ? [resourceVersion] : [];
}
