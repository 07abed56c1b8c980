import type { CloudCall } from '../../../src/engine/cloud-call.ts';
import type { CreateContext, Kind, UpdateContext } from '../../../src/engine/kind.ts';
import type { FieldValues, Observation } from '../../../src/engine/observation.ts';
import { ownerTags } from '../../../src/engine/ownership/owner-tags.ts';
import type { FieldSchema, Fields, KindSchema } from '../../../src/engine/schema/kind-schema.ts';

/** Times of all fake kinds: EC2's. */
export const timing = { visibilityWindowMs: 300_000, settleMs: 30_000 };

export function field(type: FieldSchema['type'], more: Partial<FieldSchema> = {}): FieldSchema {
  return { type, description: type, ...more };
}

/** A kind's schema with what all fake kinds have. */
export function schemaOf(
  kind: string,
  from: KindSchema['externalName']['from'],
  forProvider: Fields,
  more: Partial<KindSchema> = {},
): KindSchema {
  return {
    group: 'fake.evenkeel.dev',
    version: 'v1beta1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    description: `A ${kind}.`,
    externalName: { from, description: 'of the fake cloud', example: 'x' },
    forProvider: { region: field('string'), ...forProvider },
    atProvider: { id: field('string'), arn: field('string'), furniture: field('boolean'), ruleIds: field('strings') },
    ...more,
  };
}

export function call(operation: string, input: FieldValues): CloudCall {
  return { service: 'fake', operation, input };
}

/** What a create call carries, by the fields that it names. */
export function createInput(context: CreateContext, names: readonly string[]): FieldValues {
  return { fields: pick(context.desired, names), tags: { ...context.tags, ...ownerTags(context.owner) } };
}

export function pick(values: FieldValues, names: readonly string[]): FieldValues {
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
}

/** What a create call answered. */
export function createdLook(output: FieldValues, seenAt: number): Observation {
  return { ...(output['resource'] as Observation), seenAt };
}

/** The fields that changes set. */
export function changedFields({ changes }: UpdateContext): FieldValues {
  return Object.fromEntries(changes.filter(({ cause }) => cause !== 'secret').map(({ path, to }) => [path, to]));
}

/** The calls that a kind with an id takes for tags and its end. */
export function idCalls(kind: string): Pick<Required<Kind>, 'tag' | 'delete'> {
  return {
    tag: ({ observed }, set, remove) => [call(`Tag${kind}`, { id: observed.key, set, remove })],
    delete: ({ observed }) => [call(`Delete${kind}`, { id: observed.key })],
  };
}
