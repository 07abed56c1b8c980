import type { JsonObject } from '../api/dev-object.ts';
import type { Admitted, CompiledSchema } from '../api/compiled-schema.ts';
import type { StatusCause } from '../api/status-error.ts';
import { invalid } from './cause.ts';
import { compileRules } from './cel/rule-set.ts';
import type { RuleSet } from './cel/rule-set.ts';
import { runRules } from './cel/run-rules.ts';
import { checkValue } from './check-value.ts';
import { checkEmbedded } from './embedded-metadata.ts';
import { fillDefaults } from './fill-defaults.ts';
import { objectOf } from './json-members.ts';
import { checkDuplicates } from './list-duplicates.ts';
import { prune } from './prune.ts';
import { readSchema } from './read-schema.ts';
import type { SchemaNode } from './schema-node.ts';

/** Causes after which rules are not evaluated: they could not trust the types. */
const blocking: ReadonlySet<string> = new Set([
  ...['FieldValueNotSupported', 'FieldValueRequired', 'FieldValueTooLong', 'FieldValueTooMany', 'FieldValueTypeInvalid'],
]);

/**
 * Makes a schema ready to use, at its first use: until then a schema costs nothing, however large. `custom`: of a custom resource,
 * whose list types and rules are checked too; the store's own strategies do that for built-in types. apiVersion, kind and
 * metadata are left to the store. Never throws: a rule that can't be compiled is a cause of every object.
 */
export function compileSchema(schema: JsonObject, options: { readonly custom: boolean }): CompiledSchema {
  let node: SchemaNode | undefined;
  let rules: RuleSet | undefined | 'unread' = 'unread';
  const read = (): SchemaNode => (node ??= readSchema(schema));
  const readRules = (): RuleSet | undefined => (rules === 'unread' ? (rules = compileRules(read())) : rules);
  return {
    prepare: (object, { keepNulls = false } = {}) => prepare(object, read(), keepNulls),
    validate: (object, old) => {
      const causes = [...checkStructure(object, old, read())];
      if (options.custom) causes.push(...checkCustom(object, old, { node: read(), rules: readRules(), causes }));
      return causes;
    },
  };
}

function prepare(object: JsonObject, node: SchemaNode, keepNulls: boolean): Admitted {
  const { metadata, ...rest } = object;
  const filled = objectOf(fillDefaults(rest, node, keepNulls));
  const unknown: string[] = [];
  const pruned = prune(filled, node, unknown);
  const whole = metadata === undefined ? pruned : inOrder(object, { ...pruned, metadata });
  return { object: whole, unknown: unknown.toSorted() };
}

/** The members in the order in which they came in, then those that were added. */
function inOrder(given: JsonObject, object: JsonObject): JsonObject {
  const keys = Object.keys(given).filter((key) => Object.hasOwn(object, key));
  return { ...Object.fromEntries(keys.map((key) => [key, object[key]])), ...object };
}

function checkStructure(object: JsonObject, old: JsonObject | undefined, node: SchemaNode): readonly StatusCause[] {
  const { causes } = checkValue(object, node, { path: '', old });
  if (causes.length < 2) return causes;
  const known = new Set<string>();
  return causes.filter(({ field = '', message }) => {
    const key = `${field}\n${message}`;
    return !known.has(key) && known.add(key);
  });
}

interface Custom {
  readonly node: SchemaNode;
  readonly rules: RuleSet | undefined;
  /** What the structure broke. */
  readonly causes: readonly StatusCause[];
}

function checkCustom(object: JsonObject, old: JsonObject | undefined, { node, rules, causes }: Custom): readonly StatusCause[] {
  const found = [...checkEmbedded(object, node, '')];
  const duplicates = checkDuplicates(object, node, '');
  const known = duplicates.length > 0 && old !== undefined && checkDuplicates(old, node, '').length > 0;
  if (!known) found.push(...duplicates);
  if (rules === undefined) return found;
  if ([...causes, ...found].some(({ reason }) => blocking.has(reason))) {
    const text =
      'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';
    return [...found, invalid('', null, text)];
  }
  return [...found, ...runRules(rules, object, old)];
}
