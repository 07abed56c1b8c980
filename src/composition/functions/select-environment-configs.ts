import type { Json, JsonObject } from '../../base/json.ts';
import { findField } from '../field-path/get-field.ts';
import { parseFieldPath } from '../field-path/parse-field-path.ts';
import type { ResourceSelector } from '../function/pipeline-function.ts';
import type { EnvironmentSelector, EnvironmentSource, LabelMatcher } from './environment-configs-input.ts';

const type = { apiVersion: 'apiextensions.evenkeel.dev/v1', kind: 'EnvironmentConfig' };

/** Why a source gives no data. The message is fit for a result. */
export class UnresolvedSource extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnresolvedSource';
  }
}

/** Where the values of labels are read from. */
export interface LabelSources {
  readonly composite: JsonObject;
  readonly environment: JsonObject;
}

/** What a source asks for; undefined: none of its labels has a value. Throws UnresolvedSource if one must have. */
export function selectorOf({ ref, selector, type: by = 'Reference' }: EnvironmentSource, from: LabelSources): ResourceSelector | undefined {
  if (by === 'Reference') return { ...type, match: { name: ref?.name ?? '' } };
  const labels = (selector?.matchLabels ?? []).flatMap((matcher) => {
    const value = labelValue(matcher, from);
    return value === undefined ? [] : [[matcher.key, value] as const];
  });
  return labels.length === 0 ? undefined : { ...type, match: { labels: Object.fromEntries(labels) } };
}

function labelValue(matcher: LabelMatcher, { composite, environment }: LabelSources): string | undefined {
  if (matcher.type === 'Value') return matcher.value ?? '';
  const { valueFromFieldPath = '', fromFieldPathPolicy = 'Required' } = matcher;
  const isOfComposite = matcher.type !== 'FromEnvironmentFieldPath';
  const value = findField(isOfComposite ? composite : environment, parseFieldPath(valueFromFieldPath));
  if (typeof value === 'string') return value;
  if (fromFieldPathPolicy === 'Optional') return undefined;
  throw new UnresolvedSource(
    `the value of the label ${matcher.key}: the ${isOfComposite ? 'composite' : 'environment'} has no text at ${valueFromFieldPath}`,
  );
}

/** Of the objects that were found for a source those that count, in order. Throws UnresolvedSource if they are too few or too many. */
export function chosenConfigs(source: EnvironmentSource, found: readonly JsonObject[], isOptional: boolean): readonly JsonObject[] {
  if (found.length === 0 && isOptional) return [];
  if (source.type === 'Selector' && source.selector?.mode === 'Multiple') return chosenOfMany(source.selector, found);
  if (found.length === 1) return found;
  const wanted = source.type === 'Selector' ? 'with these labels' : `of the name ${source.ref?.name}`;
  throw new UnresolvedSource(
    `there must be one EnvironmentConfig ${wanted}, and there ${found.length === 0 ? 'is none' : `are ${found.length}`}`,
  );
}

function chosenOfMany(
  { minMatch = 0, maxMatch, sortByFieldPath }: EnvironmentSelector,
  found: readonly JsonObject[],
): readonly JsonObject[] {
  if (found.length < minMatch) {
    throw new UnresolvedSource(`there must be ${minMatch} EnvironmentConfigs with these labels at least, and there are ${found.length}`);
  }
  return sorted(sorted(found, 'metadata.name'), sortByFieldPath ?? 'metadata.name').slice(0, maxMatch);
}

/** By text or number; what has no value counts as an empty text or zero. */
function sorted(objects: readonly JsonObject[], path: string): readonly JsonObject[] {
  const parsed = parseFieldPath(path);
  const keyed = objects.map((object) => ({ object, key: findField(object, parsed) ?? null }));
  const kinds = new Set(keyed.map(({ key }) => kindOf(key, path)).filter((kind) => kind !== undefined));
  if (kinds.size > 1) throw new UnresolvedSource(`can't sort by ${path}: it holds texts and numbers`);
  const empty = kinds.has('number') ? 0 : '';
  return keyed.toSorted((a, b) => compare(a.key ?? empty, b.key ?? empty)).map(({ object }) => object);
}

function kindOf(key: Json, path: string): 'string' | 'number' | undefined {
  if (key === null) return undefined;
  if (typeof key === 'string') return 'string';
  if (typeof key === 'number') return 'number';
  throw new UnresolvedSource(`can't sort by ${path}: it holds neither texts nor numbers`);
}

function compare(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}
