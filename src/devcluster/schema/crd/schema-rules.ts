import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { invalid, required, unsupported } from '../cause.ts';
import type { CompiledRule, RuleSet } from '../cel/rule-set.ts';
import { compileRules } from '../cel/rule-set.ts';
import { isJsonObject, listOf, membersOf, objectOf } from '../json-members.ts';
import { readRule, readSchema } from '../read-schema.ts';
import type { ValidationRule } from '../schema-node.ts';
import { fieldPathFault } from './field-path-fault.ts';
import { childSchemas } from './schema-path.ts';

const reasons: readonly string[] = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

/** What is wrong with the members of `x-kubernetes-validations`, at any depth. */
export function checkRuleMembers(schema: JsonObject, path: string): readonly StatusCause[] {
  const own = listOf(schema['x-kubernetes-validations']).flatMap((rule, index) =>
    checkMembers(readRule(objectOf(rule)), `${path}.x-kubernetes-validations[${index}]`, schema),
  );
  return [...own, ...childSchemas(schema, path).flatMap(([child, at]) => checkRuleMembers(child, at.path))];
}

function checkMembers(rule: ValidationRule, path: string, schema: JsonObject): readonly StatusCause[] {
  const causes = [...checkTexts(rule, path)];
  if (rule.messageExpression !== '' && rule.messageExpression.trim() === '') {
    causes.push(required(`${path}.messageExpression`, 'messageExpression must be non-empty if specified'));
  }
  if (rule.reason !== undefined && !reasons.includes(rule.reason)) causes.push(unsupported(`${path}.reason`, rule.reason, reasons));
  if (rule.fieldPath !== '' && fieldPathFault(rule.fieldPath, schema) !== undefined) {
    causes.push(invalid(`${path}.fieldPath`, rule.fieldPath, 'must be a valid path'));
  }
  return causes;
}

function checkTexts({ rule, message }: ValidationRule, path: string): readonly StatusCause[] {
  const field = `${path}.message`;
  if (rule.trim() === '') return [required(`${path}.rule`, 'rule is not specified')];
  if (message !== '' && message.trim() === '') return [invalid(field, message, 'must be non-empty if specified')];
  if (/[\n\r]/.test(message.trim())) return [invalid(field, message, 'must not contain line breaks')];
  const needed = /[\n\r]/.test(rule.trim()) && message === '';
  return needed ? [required(field, 'message must be specified if rule contains line breaks')] : [];
}

/** What is wrong with the rules themselves: syntax, types, and oldSelf where old items can't be told apart. */
export function checkRules(schema: JsonObject, path: string): readonly StatusCause[] {
  const set = compileRules(readSchema(schema));
  return set === undefined ? [] : checkSet(set, schema, { path, uncorrelated: undefined });
}

interface Place {
  readonly path: string;
  /** The list above whose items can't be told apart. */
  readonly uncorrelated: string | undefined;
}

function checkSet(set: RuleSet, schema: JsonObject, place: Place): readonly StatusCause[] {
  const { path, uncorrelated } = place;
  const causes = set.rules.flatMap((rule, index) =>
    checkRule(rule, rawRule(schema, index), { path: `${path}.x-kubernetes-validations[${index}]`, uncorrelated }),
  );
  for (const [name, property] of membersOf(objectOf(schema['properties']))) {
    const below = set.properties.get(name);
    if (below !== undefined) causes.push(...checkSet(below, objectOf(property), { path: `${path}.properties[${name}]`, uncorrelated }));
  }
  const { items, additionalProperties } = schema;
  if (set.additional !== undefined && isJsonObject(additionalProperties)) {
    causes.push(...checkSet(set.additional, additionalProperties, { path: `${path}.additionalProperties`, uncorrelated }));
  }
  if (set.items !== undefined && isJsonObject(items)) {
    const list = set.node.listType === 'map' ? uncorrelated : (uncorrelated ?? path);
    causes.push(...checkSet(set.items, items, { path: `${path}.items`, uncorrelated: list }));
  }
  return causes;
}

function rawRule(schema: JsonObject, index: number): JsonObject {
  return objectOf(listOf(schema['x-kubernetes-validations'])[index]);
}

function checkRule({ source, rule, message }: CompiledRule, raw: JsonObject, { path, uncorrelated }: Place): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  if ('fault' in rule) {
    const text = rule.fault.startsWith('cel expression') ? rule.fault : `compilation failed: ${rule.fault}`;
    return [invalid(`${path}.rule`, raw, text)];
  }
  if (message !== undefined && 'fault' in message) {
    const text = message.fault.startsWith('messageExpression') ? message.fault : `messageExpression compilation failed: ${message.fault}`;
    causes.push(invalid(`${path}.messageExpression`, raw, text));
  }
  if (rule.expression.usesOldSelf && uncorrelated !== undefined) {
    causes.push(
      invalid(`${path}.rule`, source.rule, `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelated}`),
    );
  }
  if (!rule.expression.usesOldSelf && source.optionalOldSelf) {
    causes.push(invalid(`${path}.optionalOldSelf`, true, 'may not be set if oldSelf is not used in rule'));
  }
  return causes;
}
