import { isObject } from '../../base/json.ts';
import { ownerTagPrefix } from '../ownership/owner-tags.ts';
import { exclusiveMessage, neededToCreate, waysToGive } from './crd/presence-rules.ts';
import { maxTagKeyLength, tagKeyProblems } from './crd/tag-rules.ts';
import { refusalMessage, refusals } from './crd/unsupported-rules.ts';
import type { Fields, KindSchema } from './kind-schema.ts';
import type { SchemaProblem } from './schema-problem.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the CRD's CEL rules that all kinds have would say of an object whose shape is right. */
export function specProblems(schema: KindSchema, object: unknown): readonly SchemaProblem[] {
  const spec = memberOf(object, 'spec');
  const forProvider = memberOf(spec, 'forProvider');
  const initProvider = memberOf(spec, 'initProvider');
  return [
    ...refusedMembers(schema.forProvider, forProvider, 'spec.forProvider'),
    ...refusedMembers(schema.forProvider, initProvider, 'spec.initProvider'),
    ...tagProblems(forProvider, 'spec.forProvider'),
    ...tagProblems(initProvider, 'spec.initProvider'),
    ...missingMembers(schema, spec, { ...initProvider, ...forProvider }),
    ...exclusiveMembers(schema, forProvider),
  ];
}

function memberOf(value: unknown, name: string): Values {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : {};
}

function refusedMembers(fields: Fields, values: Values, path: string): readonly SchemaProblem[] {
  const own = refusals(fields).filter(({ name }) => values[name] !== undefined);
  const nested = Object.entries(fields).flatMap(([name, field]) => nestedRefusals(field.fields, values[name], `${path}.${name}`));
  return [...own.map((refusal) => problem(`${path}.${refusal.name}`, refusalMessage(refusal))), ...nested];
}

function nestedRefusals(fields: Fields | undefined, value: unknown, path: string): readonly SchemaProblem[] {
  if (fields === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => nestedRefusals(fields, item, `${path}[${index}]`));
  return isObject(value) ? refusedMembers(fields, value, path) : [];
}

function missingMembers(schema: KindSchema, spec: Values, values: Values): readonly SchemaProblem[] {
  const policies = Array.isArray(spec['managementPolicies']) ? spec['managementPolicies'] : ['*'];
  if (!policies.includes('*') && !policies.includes('Create')) return [];
  return neededToCreate(schema)
    .filter(({ fields }) => !fields.some((name) => isGiven(schema, values, name)))
    .map(({ message }) => problem('spec.forProvider', message));
}

function exclusiveMembers(schema: KindSchema, values: Values): readonly SchemaProblem[] {
  return (schema.exclusive ?? [])
    .filter((fields) => fields.filter((name) => isGiven(schema, values, name)).length > 1)
    .map((fields) => problem('spec.forProvider', exclusiveMessage(fields)));
}

function isGiven(schema: KindSchema, values: Values, name: string): boolean {
  return waysToGive(schema, name).some((member) => values[member] !== undefined);
}

function tagProblems(values: Values, path: string): readonly SchemaProblem[] {
  return Object.keys(memberOf(values, 'tags')).flatMap((key) => {
    const message = tagKeyProblem(key);
    return message === undefined ? [] : [problem(`${path}.tags`, message)];
  });
}

function tagKeyProblem(key: string): string | undefined {
  if (key.startsWith(ownerTagPrefix)) return tagKeyProblems.owner;
  if (/^(aws|AWS):/.test(key)) return tagKeyProblems.aws;
  return key.length < 1 || key.length > maxTagKeyLength ? tagKeyProblems.length : undefined;
}

function problem(path: string, message: string): SchemaProblem {
  return { path, message };
}
