import type { KindSchema } from '../../engine/schema/kind-schema.ts';

export const routeTableAssociationSchema = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'RouteTableAssociation',
  plural: 'routetableassociations',
  description: 'Ties a route table to a subnet or to a gateway. Associations carry no tags in AWS.',
  externalName: {
    from: 'derived',
    description:
      'The id of the subnet or gateway, since a subnet has one association at most. The association id (rtbassoc-...) changes whenever the table is replaced, so it stands in status; given as the external name, it is understood.',
    example: 'subnet-0a1b2c3d4e5f60718',
  },
  forProvider: {
    gatewayId: {
      type: 'string',
      description:
        'Id of the internet gateway or virtual private gateway whose incoming traffic the table routes. A reference waits until the gateway is attached to a VPC.',
      aws: 'AssociateRouteTable.GatewayId',
      pattern: '^(igw|vgw)-[0-9a-z]+$',
      maxLength: 64,
      createOnly: true,
      reference: { kind: 'InternetGateway', once: 'vpcId' },
    },
    routeTableId: {
      type: 'string',
      description: 'Id of the route table.',
      aws: 'AssociateRouteTable.RouteTableId, ReplaceRouteTableAssociation.RouteTableId',
      pattern: '^rtb-[0-9a-z]+$',
      maxLength: 64,
      required: true,
      reference: { kind: 'RouteTable' },
    },
    subnetId: {
      type: 'string',
      description: 'Id of the subnet whose outgoing traffic the table routes.',
      aws: 'AssociateRouteTable.SubnetId',
      pattern: '^subnet-[0-9a-z]+$',
      maxLength: 64,
      createOnly: true,
      reference: { kind: 'Subnet' },
    },
  },
  atProvider: {
    associationId: { type: 'string', description: 'Id of the association as it is now: rtbassoc-...' },
  },
  requiredOneOf: [['gatewayId', 'subnetId']],
  exclusive: [['gatewayId', 'subnetId']],
  columns: [{ name: 'TABLE', jsonPath: '.status.atProvider.routeTableId', type: 'string' }],
} as const satisfies KindSchema;
