import type { KindSchema } from '../../engine/schema/kind-schema.ts';
import { arnField, ownerIdField, tagsField } from '../common-fields.ts';

export const internetGatewaySchema = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'InternetGateway',
  plural: 'internetgateways',
  description: 'The way from a VPC to the internet and back.',
  externalName: {
    from: 'assigned',
    description: 'The gateway id, which AWS gives when it creates the gateway.',
    example: 'igw-0a1b2c3d4e5f60718',
  },
  forProvider: {
    tags: tagsField('CreateInternetGateway.TagSpecifications'),
    vpcId: {
      type: 'string',
      description:
        'Id of the VPC that the gateway is attached to. A VPC takes one. Changing it detaches the gateway and attaches it again. Default: not attached.',
      aws: 'AttachInternetGateway.VpcId',
      pattern: '^vpc-[0-9a-z]+$',
      maxLength: 64,
      reference: { kind: 'VPC' },
    },
  },
  atProvider: { arn: arnField, ownerId: ownerIdField },
  columns: [{ name: 'VPC', jsonPath: '.status.atProvider.vpcId', type: 'string' }],
} as const satisfies KindSchema;
