import type { Environment } from '@marcbachmann/cel-js';
import type { SchemaNode, ValidationRule } from '../schema-node.ts';
import type { CelType } from './cel-type.ts';
import { celType } from './cel-type.ts';
import type { Compiled, Expression } from './expression.ts';
import { compileExpression } from './expression.ts';
import { celLibrary } from './library.ts';
import { asResource } from './resource-schema.ts';

/** A rule ready to run. */
export interface CompiledRule {
  readonly source: ValidationRule;
  readonly rule: Compiled;
  /** Absent if the rule has none, or one that is wrong. */
  readonly message: Compiled | undefined;
}

/** The rules of a place in a schema and of the places below it; places without any rule at or below them have no set. */
export interface RuleSet {
  readonly node: SchemaNode;
  readonly type: CelType;
  readonly rules: readonly CompiledRule[];
  readonly properties: ReadonlyMap<string, RuleSet>;
  readonly additional: RuleSet | undefined;
  readonly items: RuleSet | undefined;
}

/** Compiles all rules of a custom resource's schema. Undefined: it has none. */
export function compileRules(schema: SchemaNode): RuleSet | undefined {
  if (!hasRules(schema)) return undefined;
  const environment = celLibrary().clone();
  const root = asResource(schema);
  const type = celType(root, environment);
  return type === undefined ? undefined : ruleSet(root, type, environment);
}

function hasRules(node: SchemaNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.rules.length > 0 || hasRules(node.items) || hasRules(node.additional)) return true;
  return [...node.properties.values()].some(hasRules);
}

function ruleSet(node: SchemaNode, type: CelType, environment: Environment): RuleSet | undefined {
  if (!hasRules(node)) return undefined;
  const properties = new Map<string, RuleSet>();
  for (const [key, property] of node.properties) {
    const below = optional(property, type.members?.get(key), environment);
    if (below !== undefined) properties.set(key, below);
  }
  return {
    node,
    type,
    rules: compileAll(node.rules, type, environment),
    properties,
    additional: optional(node.additional, type.element, environment),
    items: optional(node.items, type.element, environment),
  };
}

function optional(node: SchemaNode | undefined, type: CelType | undefined, environment: Environment): RuleSet | undefined {
  return node === undefined || type === undefined ? undefined : ruleSet(node, type, environment);
}

function compileAll(rules: readonly ValidationRule[], type: CelType, environment: Environment): readonly CompiledRule[] {
  if (rules.length === 0) return [];
  const plain = withSelf(environment, type.name, type.name);
  const optionalOld = rules.some((rule) => rule.optionalOldSelf) ? withSelf(environment, type.name, `optional<${type.name}>`) : plain;
  return rules.map((source) => {
    const scope = source.optionalOldSelf ? optionalOld : plain;
    const message =
      source.messageExpression.trim() === '' ? undefined : typed(compileExpression(source.messageExpression, scope), messageFault);
    return { source, rule: typed(compileExpression(source.rule, scope), ruleFault), message };
  });
}

function withSelf(environment: Environment, self: string, oldSelf: string): Environment {
  return environment.clone().registerVariable('self', self).registerVariable('oldSelf', oldSelf);
}

function typed(compiled: Compiled, faultOf: (expression: Expression) => string | undefined): Compiled {
  const fault = 'expression' in compiled ? faultOf(compiled.expression) : undefined;
  return fault === undefined ? compiled : { fault };
}

function ruleFault({ type }: Expression): string | undefined {
  return type === 'bool' || type.startsWith('dyn') ? undefined : 'cel expression must evaluate to a bool';
}

function messageFault({ type }: Expression): string | undefined {
  return type === 'string' || type.startsWith('dyn') ? undefined : 'messageExpression must evaluate to a string';
}
