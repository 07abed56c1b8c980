import { Optional } from '@marcbachmann/cel-js';
import { deepEqual } from '../../../base/json.ts';
import type { Json, JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { duplicate, forbidden, invalid, required } from '../cause.ts';
import { oldItems, oldMember } from '../correlate.ts';
import { isJsonList, isJsonObject, membersOf } from '../json-members.ts';
import { fieldPath } from './field-path.ts';
import { Budget, OverBudget } from './budget.ts';
import { failureText } from './failure-text.ts';
import type { CompiledRule, RuleSet } from './rule-set.ts';

/** How many items the rules of one object may look at. */
const itemBudget = 5_000_000;

interface Place {
  readonly path: string;
  /** What was here before: transition rules compare with it. */
  readonly old: Json | undefined;
  /** Nothing changed here, or above where items can't be told apart: what only the new value breaks is forgiven. */
  readonly unchanged: boolean;
}

/** Evaluates all rules on an object whose structure is right; with `old`, transition rules too. */
export function runRules(set: RuleSet, object: JsonObject, old: JsonObject | undefined): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const budget = new Budget(itemBudget);
  try {
    runAt(set, object, { place: { path: '', old, unchanged: false }, budget, causes });
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
  }
  return causes;
}

interface Run {
  readonly place: Place;
  readonly budget: Budget;
  readonly causes: StatusCause[];
}

function runAt(set: RuleSet, value: Json, run: Run): void {
  if (value === null) return;
  if (set.rules.length > 0) runOwn(set, value, run);
  if (isJsonList(value) && set.items !== undefined) runItems(set, set.items, { list: value, run });
  if (isJsonObject(value)) runMembers(set, value, run);
}

function runItems(set: RuleSet, items: RuleSet, { list, run }: { list: readonly Json[]; run: Run }): void {
  const { path, old, unchanged } = run.place;
  const before = oldItems(old, set.node);
  for (const [index, item] of list.entries()) {
    const found = before(item);
    const same = found === undefined ? unchanged : deepEqual(found, item);
    runAt(items, item, { ...run, place: { path: `${path}[${index}]`, old: found, unchanged: same } });
  }
}

function runMembers(set: RuleSet, object: JsonObject, run: Run): void {
  if (set.properties.size === 0 && set.additional === undefined) return;
  const { path, old, unchanged } = run.place;
  for (const [key, value] of membersOf(object)) {
    const property = set.properties.get(key);
    const below = property ?? set.additional;
    if (below === undefined) continue;
    const dotted = path === '' ? key : `${path}.${key}`;
    const found = oldMember(old, key);
    const same = found === undefined ? unchanged : deepEqual(found, value);
    runAt(below, value, { ...run, place: { path: property === undefined ? `${path}[${key}]` : dotted, old: found, unchanged: same } });
  }
}

function runOwn(set: RuleSet, value: Json, run: Run): void {
  const { old } = run.place;
  const self = set.type.convert(value, run.budget);
  const oldSelf = old === undefined || old === null ? undefined : set.type.convert(old, run.budget);
  for (const rule of set.rules) {
    const cause = runRule(rule, { set, value, run, self, oldSelf });
    if (cause !== undefined) run.causes.push(cause);
  }
}

interface RuleRun {
  readonly set: RuleSet;
  readonly value: Json;
  readonly run: Run;
  readonly self: unknown;
  readonly oldSelf: unknown;
}

function runRule(rule: CompiledRule, at: RuleRun): StatusCause | undefined {
  const { path, unchanged } = at.run.place;
  if ('fault' in rule.rule) return invalid(path, typeOf(at), `rule compile error: ${rule.rule.fault}`);
  const { expression } = rule.rule;
  const { optionalOldSelf } = rule.source;
  if (expression.usesOldSelf && at.oldSelf === undefined && !optionalOldSelf) return undefined;
  const oldSelf = optionalOldSelf ? Optional.of(at.oldSelf) : at.oldSelf;
  try {
    if (expression.evaluate({ self: at.self, oldSelf }) === true) return undefined;
  } catch (error) {
    return failed(error, rule, at);
  }
  return unchanged && !expression.usesOldSelf ? undefined : broken(rule, at, oldSelf);
}

function typeOf({ set }: RuleRun): string {
  return set.node.intOrString ? '' : (set.node.types[0] ?? '');
}

function failed(error: unknown, rule: CompiledRule, at: RuleRun): StatusCause {
  const shown = typeOf(at);
  const { path } = at.run.place;
  const text = ruleText(rule);
  if (error instanceof OverBudget) {
    const cause = invalid(
      path,
      shown,
      `'${error.message}': no further validation rules will be run due to call cost exceeds limit for rule: ${text}`,
    );
    at.run.causes.push(cause);
    throw error;
  }
  return invalid(path, shown, failureText(error, text));
}

function broken(rule: CompiledRule, at: RuleRun, oldSelf: unknown): StatusCause {
  const field = at.run.place.path + fieldPath(rule.source.fieldPath);
  const path = at.run.place.path === '' ? field.replace(/^\./, '') : field;
  const detail = messageOf(rule, { self: at.self, oldSelf }) ?? defaultMessage(rule);
  const plain = typeof at.value === 'object' ? undefined : at.value;
  switch (rule.source.reason) {
    case 'FieldValueForbidden':
      return forbidden(path, detail);
    case 'FieldValueRequired':
      return required(path, detail);
    case 'FieldValueDuplicate':
      return duplicate(path, plain);
    default:
      return invalid(path, plain, detail);
  }
}

function messageOf({ message }: CompiledRule, variables: Readonly<Record<string, unknown>>): string | undefined {
  if (message === undefined || 'fault' in message) return undefined;
  try {
    const text = message.expression.evaluate(variables);
    if (typeof text !== 'string') return undefined;
    const trimmed = text.trim();
    return trimmed === '' || trimmed.length > 5120 || trimmed.includes('\n') ? undefined : trimmed;
  } catch (error) {
    if (error instanceof OverBudget) throw error;
    return undefined;
  }
}

function ruleText({ source }: CompiledRule): string {
  return source.message === '' ? source.rule.trim() : source.message.trim();
}

function defaultMessage(rule: CompiledRule): string {
  return rule.source.message === '' ? `failed rule: ${ruleText(rule)}` : ruleText(rule);
}
