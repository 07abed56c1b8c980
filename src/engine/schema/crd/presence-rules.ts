import type { KindSchema } from '../kind-schema.ts';
import { referenceFieldNames } from '../reference-fields.ts';
import type { CelRule } from './open-api.ts';

/** Members that can give a field its value: itself, its reference, its selector. */
export function waysToGive(schema: KindSchema, name: string): readonly string[] {
  const field = schema.forProvider[name];
  if (field?.reference === undefined || field.reference.unsupported === true) return [name];
  const { ref, selector } = referenceFieldNames(name, field.type === 'strings');
  return [name, ref, selector];
}

/** What has to be there for a create: sets of fields of which one is needed, with the message where none is. */
export function neededToCreate(schema: KindSchema): readonly { readonly fields: readonly string[]; readonly message: string }[] {
  const single = Object.entries(schema.forProvider).flatMap(([name, field]) => (field.required === true ? [[name]] : []));
  return [...single, ...(schema.requiredOneOf ?? [])].map((fields) => ({ fields, message: neededMessage(schema, fields) }));
}

function neededMessage(schema: KindSchema, fields: readonly string[]): string {
  const names = fields.map((name) => waysToGive(schema, name).join(' or '));
  const what = names.length === 1 ? `forProvider.${names[0] ?? ''} is required` : `one of ${names.join(', ')} is required in forProvider`;
  return `${what} to create the ${schema.kind}; to observe only, leave Create out of managementPolicies`;
}

/** Rules over spec: what a create needs, waived where managementPolicies have neither Create nor "*". */
export function neededRules(schema: KindSchema): readonly CelRule[] {
  return neededToCreate(schema).map(({ fields, message }) => ({
    rule: `!self.managementPolicies.exists(policy, policy == '*' || policy == 'Create') || ${isGiven(schema, fields)}`,
    message,
    reason: 'FieldValueRequired',
  }));
}

function isGiven(schema: KindSchema, fields: readonly string[]): string {
  const members = fields.flatMap((name) => waysToGive(schema, name));
  const desired = members.map((name) => `has(self.forProvider.${name})`);
  const initial = members.map((name) => `has(self.initProvider.${name})`);
  return [...desired, `(has(self.initProvider) && (${initial.join(' || ')}))`].join(' || ');
}

/** The message where more than one of these is given. */
export function exclusiveMessage(fields: readonly string[]): string {
  return `give at most one of ${fields.join(', ')}`;
}

/** Rules over forProvider: of these at most one. */
export function exclusiveRules(schema: KindSchema): readonly CelRule[] {
  return (schema.exclusive ?? []).map((fields) => {
    const given = fields.map((name) =>
      waysToGive(schema, name)
        .map((member) => `has(self.${member})`)
        .join(' || '),
    );
    return { rule: `[${given.join(', ')}].filter(given, given).size() <= 1`, message: exclusiveMessage(fields) };
  });
}
