import type { KindSchema } from '../../../../src/engine/schema/kind-schema.ts';

/** A made-up kind with one field of each sort that the schema tools tell apart. */
export const smallKind = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'Thing',
  plural: 'things',
  description: 'A thing.',
  externalName: { from: 'name', pattern: '^[a-z]+$', maxLength: 20, description: 'The name.', example: 'thing' },
  forProvider: {
    size: { type: 'integer', description: 'How large.', minimum: 1, maximum: 10, required: true, aws: 'CreateThing.Size' },
    networkId: { type: 'string', description: 'The network.', createOnly: true, required: true, reference: { kind: 'Network' } },
    keyId: { type: 'string', description: 'The key.', reference: { kind: 'Key', unsupported: true } },
    groupIds: { type: 'strings', description: 'Groups.', reference: { group: 'rds.aws.evenkeel.dev', kind: 'Group', take: 'arn' } },
    range: { type: 'string', description: 'The range.', format: 'ipv4-cidr' },
    mode: { type: 'string', description: 'The mode.', enum: ['slow', 'fast'] },
    order: { type: 'strings', description: 'Steps.', ordered: true },
    password: { type: 'secretRef', description: 'The password.' },
    force: { type: 'boolean', description: 'Whether by force.', directive: true },
    tags: { type: 'map', description: 'Tags.' },
    part: {
      type: 'object',
      description: 'A part.',
      fields: {
        name: { type: 'string', description: 'Its name.' },
        old: { type: 'string', description: 'What was.', unsupported: 'it is gone' },
        token: { type: 'secretRef', description: 'Its token.' },
      },
    },
    rules: {
      type: 'objects',
      description: 'Rules.',
      fields: { peerId: { type: 'string', description: 'The peer.', reference: { kind: 'Thing' } } },
    },
    outpost: { type: 'string', description: 'The outpost.', reference: { kind: 'Outpost' }, unsupported: 'outposts are far away' },
  },
  atProvider: { arn: { type: 'string', description: 'ARN.' } },
  exclusive: [['range', 'networkId']],
  requiredOneOf: [['mode', 'order']],
} as const satisfies KindSchema;
