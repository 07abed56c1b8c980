import type { Kind, KindContext } from '../../../src/engine/kind.ts';
import type { FieldValues, Observation } from '../../../src/engine/observation.ts';
import { ownerTags } from '../../../src/engine/ownership/owner-tags.ts';
import { call, createdLook, createInput, field, schemaOf, timing } from './parts.ts';

/** One object is several resources, one for each port: as a security group rule. */
export const grant: Kind = {
  schema: schemaOf('Grant', 'derived', {
    netId: field('string', { reference: { kind: 'Net' }, createOnly: true, required: true }),
    ports: field('strings'),
    tags: field('map'),
  }),
  unknownOutcome: 'repeat',
  tagged: true,
  ...timing,
  canonical: (desired) => desired,
  externalName: keyOf,
  claims: ({ desired }) => portsOf(desired).map((port) => `${String(desired['netId'])}:${port}`),
  natural: ({ desired }) => (desired['netId'] === undefined ? undefined : { netId: desired['netId'] }),
  matches: (observed, { desired }) => portsOf(desired).every((port) => portsOf(observed.fields).includes(port)),
  assemble,
  create: (context) =>
    portsOf(context.desired).map((port) =>
      call('CreateGrant', { ...createInput(context, ['netId']), fields: { netId: context.desired['netId'], port } }),
    ),
  created: (output, context, seenAt) => assemble([createdLook(output, seenAt)], context),
  update: ({ observed, desired }) => [
    ...portsOf(desired)
      .filter((port) => !portsOf(observed.fields).includes(port))
      .map((port) => call('CreateGrant', { fields: { netId: desired['netId'], port }, tags: tagsOf(observed) })),
    ...(observed.parts ?? [])
      .filter(({ fields }) => !portsOf(desired).includes(String(fields['port'])))
      .map(({ key }) => call('DeleteGrant', { id: key })),
  ],
  tag: ({ observed }, set, remove) => (observed.parts ?? []).map(({ key }) => call('TagGrant', { id: key, set, remove })),
  settle: ({ observed }) =>
    observed.owner === undefined
      ? []
      : (observed.parts ?? [])
          .filter(({ owner }) => owner === undefined)
          .map(({ key }) => call('TagGrant', { id: key, set: tagsOf(observed) })),
  delete: ({ observed }) => (observed.parts ?? []).map(({ key }) => call('DeleteGrant', { id: key })),
};

function keyOf({ externalName, uid }: KindContext): string {
  return externalName ?? `grant-${uid}`;
}

function portsOf(fields: FieldValues): readonly string[] {
  return Array.isArray(fields['ports']) ? fields['ports'].map(String) : [];
}

function tagsOf({ owner, tags }: Observation): FieldValues {
  return { ...tags, ...(owner === undefined ? {} : ownerTags(owner)) };
}

/** What carries our owner tags, and what carries none and is wanted. */
function assemble(parts: readonly Observation[], context: KindContext): Observation | undefined {
  const wanted = portsOf(context.desired);
  const ours = parts.filter(({ owner, fields }) =>
    owner === undefined
      ? fields['netId'] === context.desired['netId'] && wanted.includes(String(fields['port']))
      : owner.name === context.name && owner.namespace === context.namespace,
  );
  const [first] = ours;
  if (first === undefined) return undefined;
  const named = ours.find(({ owner }) => owner !== undefined);
  return {
    key: keyOf(context),
    ...(named?.owner === undefined ? {} : { owner: named.owner }),
    tags: (named ?? first).tags ?? {},
    fields: { netId: first.fields['netId'], ports: ours.map(({ fields }) => String(fields['port'])).toSorted() },
    atProvider: { id: keyOf(context), ruleIds: ours.map(({ key }) => key).toSorted() },
    parts: ours,
    state: first.state,
    seenAt: Math.min(...ours.map(({ seenAt }) => seenAt)),
  };
}
