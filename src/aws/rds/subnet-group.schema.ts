import type { KindSchema } from '../../engine/schema/kind-schema.ts';
import { arnField, tagsField } from '../common-fields.ts';

export const subnetGroupSchema = {
  group: 'rds.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'SubnetGroup',
  plural: 'subnetgroups',
  description: 'The subnets of a VPC that databases may be placed in.',
  externalName: {
    from: 'name',
    pattern: '^[a-zA-Z][a-zA-Z0-9._ -]*$',
    maxLength: 255,
    description:
      'The name of the group: a letter, then letters, digits, spaces, periods, underscores and hyphens; not "default". AWS keeps it in lower case. Default: metadata.name.',
    example: 'shop-database',
  },
  forProvider: {
    description: {
      type: 'string',
      description: 'What the group is for. Default: Managed by Evenkeel.',
      aws: 'CreateDBSubnetGroup.DBSubnetGroupDescription, ModifyDBSubnetGroup.DBSubnetGroupDescription',
      minLength: 1,
      maxLength: 255,
      whenRemoved: 'Managed by Evenkeel',
    },
    subnetIds: {
      type: 'strings',
      description: 'Ids of the subnets, in at least two availability zones; AWS takes at most 20.',
      aws: 'CreateDBSubnetGroup.SubnetIds, ModifyDBSubnetGroup.SubnetIds',
      pattern: '^subnet-[0-9a-z]+$',
      maxItems: 20,
      required: true,
      reference: { group: 'ec2.aws.evenkeel.dev', kind: 'Subnet' },
    },
    tags: tagsField('CreateDBSubnetGroup.Tags'),
  },
  atProvider: {
    arn: arnField,
    supportedNetworkTypes: { type: 'strings', description: 'Network types that databases in the group can have: IPV4, DUAL.' },
    vpcId: { type: 'string', description: 'Id of the VPC that the subnets are in.' },
  },
  columns: [{ name: 'VPC', jsonPath: '.status.atProvider.vpcId', type: 'string' }],
} as const satisfies KindSchema;
