import { isObject } from '../../../src/base/json.ts';
import type { Random } from '../../../src/base/random.ts';
import type { JsonObject } from '../../../src/devcluster/api/dev-object.ts';

/** Rules for fields of a type. No rule looks at old values: whether it may depends on the lists above. */
const rules: Readonly<Record<string, readonly JsonObject[]>> = {
  string: [
    { rule: "self.startsWith('a')", message: 'must begin with a' },
    { rule: 'size(self) > 1' },
    { rule: "self.matches('^(?i)[a-d]+$')", messageExpression: "'is ' + self" },
    { rule: "self.find('[0-9]+') == ''", reason: 'FieldValueForbidden' },
    { rule: 'isURL(self) || isIP(self) || isCIDR(self) || !isQuantity(self)' },
  ],
  integer: [
    { rule: 'self % 2 == 0', message: 'must be even' },
    { rule: 'self > 3', messageExpression: "'is %d'.format([self])" },
    { rule: '10 / self > 1' },
  ],
  number: [{ rule: 'self < 6.5' }, { rule: 'self + 1.0 > 2.0', reason: 'FieldValueRequired' }],
  boolean: [{ rule: 'self' }],
  array: [{ rule: 'size(self) < 2', message: 'one at most' }],
  object: [{ rule: 'true' }],
};

const fieldRules: Readonly<Record<string, (name: string) => string>> = {
  string: (name) => `!has(self.${name}) || self.${name} != 'cd'`,
  integer: (name) => `self.${name} < 6`,
  boolean: (name) => `has(self.${name}) ? self.${name} : true`,
  array: (name) => `!has(self.${name}) || self.${name}.size() < 2`,
};
const ruleNames: Readonly<Record<string, string>> = { namespace: '__namespace__', 'c-d': 'c__dash__d', 'e.f': 'e__dot__f' };

/** None, or `x-kubernetes-validations` that compile for the schema. */
export function rulesFor(random: Random, schema: JsonObject): JsonObject {
  const { type, properties, format, nullable } = schema;
  // A format makes another type of text, what may be null is no plain type, and a default would have to keep the rules.
  const special = format !== undefined || nullable === true || schema['default'] !== undefined;
  if (typeof type !== 'string' || special || random() > 0.25) return {};
  const found = [...ownRules(random, type), ...rulesOverFields(random, properties)];
  return found.length === 0 ? {} : { 'x-kubernetes-validations': found };
}

function ownRules(random: Random, type: string): readonly JsonObject[] {
  return (rules[type] ?? []).filter(() => random() < 0.4);
}

function rulesOverFields(random: Random, properties: JsonObject[string]): readonly JsonObject[] {
  if (!isObject(properties)) return [];
  return Object.entries(properties).flatMap(([name, property]) => {
    const rule = fieldRules[plainType(property)]?.(ruleNames[name] ?? name);
    if (rule === undefined || random() < 0.5) return [];
    return [{ rule, ...(random() < 0.5 && name.length === 1 ? { fieldPath: `.${name}` } : {}) }];
  });
}

/** Empty for a field that is more than its type says. */
function plainType(property: unknown): string {
  if (!isObject(property) || 'format' in property || 'nullable' in property) return '';
  return typeof property['type'] === 'string' ? property['type'] : '';
}
