import type { Json, JsonObject } from '../../api/dev-object.ts';
import { jsonText } from '../../schema/go-text.ts';
import { compare } from '../fields/compare.ts';
import { difference, emptySet, isEmptySet, union } from '../fields/field-set.ts';
import type { FieldType } from '../fields/field-type.ts';
import { isJsonObject, isVoid, objectAt } from '../fields/json-shape.ts';
import { setOfValue } from '../fields/set-of-value.ts';
import type { Conflict } from './change-owners.ts';

/** The one manager for whom a client-side apply counts as his own. */
const manager = 'kubectl';
const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** The conflicts without those that kubectl would have with itself: fields that it last applied client-side and that are as it left them. */
export function withoutOwnConflicts(conflicts: readonly Conflict[], applier: string, { type, live }: Live): readonly Conflict[] {
  const applied = applier === manager && conflicts.length > 0 ? readAnnotation(live) : undefined;
  if (applied === undefined) return conflicts;
  const change = compare(type, applied, live, emptySet);
  const own = difference(setOfValue(type, applied), union(union(change.added, change.modified), change.removed));
  return conflicts.map((conflict) => ({ ...conflict, set: difference(conflict.set, own) })).filter(({ set }) => !isEmptySet(set));
}

/** The object with the annotation of client-side apply brought up to date, if it has one and kubectl has applied. */
export function withLastApplied(merged: JsonObject, applied: JsonObject, applier: string): JsonObject {
  const metadata = objectAt(merged, 'metadata');
  const annotations = objectAt(metadata, 'annotations');
  if (applier !== manager || annotations[annotation] === undefined) return merged;
  const text = `${jsonText(withoutAnnotation(applied))}\n`;
  return { ...merged, metadata: { ...metadata, annotations: { ...annotations, [annotation]: text } } };
}

interface Live {
  readonly type: FieldType;
  readonly live: JsonObject;
}

function readAnnotation(live: JsonObject): JsonObject | undefined {
  const text = objectAt(objectAt(live, 'metadata'), 'annotations')[annotation];
  if (typeof text !== 'string') return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    // A user may have written anything there: then all conflicts stand.
    return undefined;
  }
}

function withoutAnnotation(applied: JsonObject): JsonObject {
  const { annotations: _, managedFields: __, ...metadata } = objectAt(applied, 'metadata');
  const { [annotation]: ___, ...annotations } = objectAt(objectAt(applied, 'metadata'), 'annotations');
  return { ...applied, metadata: isVoid(annotations) ? metadata : { ...metadata, annotations } };
}
