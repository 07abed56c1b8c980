import type { KindSchema } from '../../engine/schema/kind-schema.ts';
import { arnField, ownerIdField, tagsField } from '../common-fields.ts';
import { routeTargets } from './route-targets.ts';

export const routeTableSchema = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'RouteTable',
  plural: 'routetables',
  description:
    'A set of routes of a VPC. Its routes and the subnets that use it are objects of their own: Route and RouteTableAssociation.',
  externalName: {
    from: 'assigned',
    description: 'The route table id, which AWS gives when it creates the table.',
    example: 'rtb-0a1b2c3d4e5f60718',
  },
  forProvider: {
    tags: tagsField('CreateRouteTable.TagSpecifications'),
    vpcId: {
      type: 'string',
      description: 'Id of the VPC.',
      aws: 'CreateRouteTable.VpcId',
      pattern: '^vpc-[0-9a-z]+$',
      maxLength: 64,
      createOnly: true,
      required: true,
      reference: { kind: 'VPC' },
    },
  },
  atProvider: {
    arn: arnField,
    ownerId: ownerIdField,
    propagatingVgws: { type: 'strings', description: 'Ids of the virtual private gateways that propagate routes into the table.' },
    route: {
      type: 'objects',
      description: 'The routes that the table holds, the local one left out.',
      fields: {
        cidrBlock: { type: 'string', description: 'Destination as an IPv4 range.' },
        destinationPrefixListId: { type: 'string', description: 'Destination as a prefix list id.' },
        ipv6CidrBlock: { type: 'string', description: 'Destination as an IPv6 range.' },
        ...routeTargets,
      },
    },
  },
  columns: [{ name: 'VPC', jsonPath: '.status.atProvider.vpcId', type: 'string' }],
} as const satisfies KindSchema;
