import { deepEqual } from '../../base/json.ts';
import type { Json, JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { required } from './cause.ts';
import { checkEnum, checkFormat, checkList, checkNumber, checkSize, checkText } from './check-limits.ts';
import { checkType, hasType } from './check-type.ts';
import { oldItems, oldMember } from './correlate.ts';
import { isJsonList, isJsonObject, membersOf } from './json-members.ts';
import type { Outcome } from './outcome.ts';
import { addOutcome, newOutcome } from './outcome.ts';
import { checkCombined } from './check-combined.ts';
import type { SchemaNode } from './schema-node.ts';

/** Where a value stands, and what stood there before: what did not change is not held against an update. */
export interface ValuePlace {
  readonly path: string;
  readonly old: Json | undefined;
}

/** Checks a value against a schema, but for list types and rules. */
export function checkValue(value: Json, node: SchemaNode, place: ValuePlace): Outcome {
  const outcome = checkAsNew(value, node, place);
  const unchanged = outcome.causes.length > 0 && place.old !== undefined && deepEqual(place.old, value);
  return unchanged ? { causes: [], matches: outcome.matches } : outcome;
}

/** The same, but for what the value itself was before. Of alternatives, nothing at all is forgiven. */
function checkAsNew(value: Json, node: SchemaNode, place: ValuePlace): Outcome {
  const outcome = newOutcome();
  checkOwnType(outcome, value, { node, path: place.path });
  if (value === null) {
    outcome.causes.push(...checkEnum(value, node.limits, place.path));
    return outcome;
  }
  addOutcome(
    outcome,
    checkCombined(node, (part) => checkAsNew(value, part, { path: place.path, old: undefined }), place.path),
  );
  checkScalar(outcome, value, { node, path: place.path });
  if (isJsonList(value)) checkItems(outcome, value, { node, place });
  add(outcome, checkEnum(value, node.limits, place.path), 1);
  if (isJsonObject(value)) checkMembers(outcome, value, { node, place });
  outcome.matches += 1;
  return outcome;
}

interface At {
  readonly node: SchemaNode;
  readonly path: string;
}

interface Within {
  readonly node: SchemaNode;
  readonly place: ValuePlace;
}

function add(outcome: Outcome, causes: readonly StatusCause[], matches: number): void {
  outcome.causes.push(...causes);
  outcome.matches += matches;
}

function checkOwnType(outcome: Outcome, value: Json, { node, path }: At): void {
  if (!hasType(node)) return;
  const cause = checkType(value, node, path);
  if (cause === undefined) outcome.matches += 2;
  else add(outcome, [cause], 1);
}

function checkScalar(outcome: Outcome, value: Json, { node, path }: At): void {
  if (typeof value === 'number') add(outcome, checkNumber(value, node.limits, path), 2);
  if (typeof value !== 'string') return;
  add(outcome, checkText(value, node.limits, path), 1);
  if (node.limits.format !== '') add(outcome, checkFormat(value, node.limits, path), 1);
}

function checkItems(outcome: Outcome, list: readonly Json[], { node, place }: Within): void {
  const { items } = node;
  if (items !== undefined) {
    const before = oldItems(place.old, node);
    for (const [index, item] of list.entries()) {
      addOutcome(outcome, checkValue(item, items, { path: `${place.path}[${index}]`, old: before(item) }));
    }
  }
  add(outcome, checkList(list, node.limits, place.path), 2);
}

function checkMembers(outcome: Outcome, object: JsonObject, { node, place }: Within): void {
  add(outcome, checkSize(object, node.limits, place.path), 1);
  for (const [key, value] of membersOf(object)) {
    const child = node.properties.get(key) ?? node.additional;
    if (child === undefined) continue;
    const path = place.path === '' ? key : `${place.path}.${key}`;
    addOutcome(outcome, checkValue(value, child, { path, old: oldMember(place.old, key) }));
  }
  for (const key of node.required) {
    if (object[key] === undefined) outcome.causes.push(required(place.path === '' ? key : `${place.path}.${key}`));
  }
}
