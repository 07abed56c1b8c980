import type { KindSchema } from '../../engine/schema/kind-schema.ts';
import { routeTargets } from './route-targets.ts';

const destinations = ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'destinationPrefixListId'];
const targets = Object.keys(routeTargets);

export const routeSchema = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'Route',
  plural: 'routes',
  description: 'One route of a route table: a destination and the target that its traffic is sent to. Routes carry no tags in AWS.',
  externalName: {
    from: 'derived',
    description: 'The route table id and the destination, joined by an underscore.',
    example: 'rtb-0a1b2c3d4e5f60718_0.0.0.0/0',
  },
  forProvider: {
    destinationCidrBlock: {
      type: 'string',
      description: 'Destination as an IPv4 range; 0.0.0.0/0 is the default route.',
      aws: 'CreateRoute.DestinationCidrBlock',
      format: 'ipv4-cidr',
      createOnly: true,
    },
    destinationIpv6CidrBlock: {
      type: 'string',
      description: 'Destination as an IPv6 range; ::/0 is the default route.',
      aws: 'CreateRoute.DestinationIpv6CidrBlock',
      format: 'ipv6-cidr',
      createOnly: true,
    },
    destinationPrefixListId: {
      type: 'string',
      description: 'Destination as the id of a prefix list.',
      aws: 'CreateRoute.DestinationPrefixListId',
      pattern: '^pl-[0-9a-z]+$',
      maxLength: 64,
      createOnly: true,
      reference: { kind: 'ManagedPrefixList', unsupported: true },
    },
    routeTableId: {
      type: 'string',
      description: 'Id of the route table.',
      aws: 'CreateRoute.RouteTableId',
      pattern: '^rtb-[0-9a-z]+$',
      maxLength: 64,
      createOnly: true,
      required: true,
      reference: { kind: 'RouteTable' },
    },
    ...routeTargets,
  },
  atProvider: {
    instanceId: { type: 'string', description: 'Id of the instance that the network interface belongs to.' },
    instanceOwnerId: { type: 'string', description: 'Id of the account that owns that instance.' },
    origin: { type: 'string', description: 'How the route came about: CreateRoute, CreateRouteTable or EnableVgwRoutePropagation.' },
    state: { type: 'string', description: 'active, or blackhole where the target is gone or not usable.' },
  },
  requiredOneOf: [destinations, targets],
  exclusive: [destinations, targets],
  columns: [{ name: 'STATE', jsonPath: '.status.atProvider.state', type: 'string' }],
} as const satisfies KindSchema;
