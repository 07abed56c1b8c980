import { atProvider, type Composed, type Observed } from './composed.ts';

/** `spec` of a Network, as its definition has it. */
export interface NetworkSpec {
  readonly region: string;
  readonly cidrPrefix: string;
  readonly team?: string;
}

const ec2 = 'ec2.aws.evenkeel.dev/v1beta1';
const tierLabel = 'platform.example.org/tier';
const tiers = [
  { tier: 'public', firstSubnet: 0 },
  { tier: 'private', firstSubnet: 100 },
] as const;
const zones = ['a', 'b', 'c'] as const;

/** A VPC with a public and a private subnet in each zone, and a way out of the public ones. */
export function network(observed: Observed<NetworkSpec>): Composed {
  const { name, spec, children } = observed;
  const { region, cidrPrefix, team } = spec;
  const vpc = { region, cidrBlock: `${cidrPrefix}.0.0/16`, enableDnsSupport: true, enableDnsHostnames: true };
  const tags = { Name: name, ...(team === undefined ? {} : { team }) };
  return {
    resources: {
      // Databases find their network by its name.
      vpc: { apiVersion: ec2, kind: 'VPC', metadata: { name }, spec: { forProvider: { ...vpc, tags } } },
      gateway: resource('InternetGateway', { region, vpcIdRef: { name } }),
      'route-default': resource('Route', {
        region,
        destinationCidrBlock: '0.0.0.0/0',
        gatewayIdSelector: { matchControllerRef: true },
        routeTableIdSelector: routeTable('public'),
      }),
      ...Object.fromEntries(tiers.flatMap(({ tier, firstSubnet }) => tierOf(observed, tier, firstSubnet))),
    },
    status: { vpcId: atProvider(children['vpc'], 'id'), subnetIds: subnetIds(children) },
    connectionDetails: {},
  };
}

type Keyed = readonly [key: string, object: Record<string, unknown>];

/** A route table, and subnets with their associations. */
function tierOf({ name, spec: { region, cidrPrefix } }: Observed<NetworkSpec>, tier: string, firstSubnet: number): readonly Keyed[] {
  const vpcIdRef = { name };
  const placed = zones.flatMap((zone, index): readonly Keyed[] => {
    const subnet = `${name}-${tier}-${zone}`;
    const forProvider = {
      region,
      vpcIdRef,
      availabilityZone: `${region}${zone}`,
      cidrBlock: `${cidrPrefix}.${firstSubnet + index}.0/24`,
      mapPublicIpOnLaunch: tier === 'public',
      tags: { Name: subnet },
    };
    const association = { region, subnetIdRef: { name: subnet }, routeTableIdSelector: routeTable(tier) };
    return [
      [`subnet-${tier}-${zone}`, { ...resource('Subnet', forProvider), metadata: { name: subnet } }],
      [`association-${tier}-${zone}`, resource('RouteTableAssociation', association)],
    ];
  });
  const routes = { ...resource('RouteTable', { region, vpcIdRef }), metadata: { labels: { [tierLabel]: tier } } };
  return [[`routes-${tier}`, routes], ...placed];
}

function subnetIds(children: Observed<NetworkSpec>['children']): Record<string, string> {
  const places = tiers.flatMap(({ tier }) => zones.map((zone) => `${tier}-${zone}`));
  return Object.fromEntries(
    places.flatMap((place) => {
      const id = atProvider(children[`subnet-${place}`], 'id');
      return id === undefined ? [] : [[place, id]];
    }),
  );
}

function resource(kind: string, forProvider: object): Record<string, unknown> {
  return { apiVersion: ec2, kind, spec: { forProvider } };
}

/** Which of the network's own route tables. */
function routeTable(tier: string): object {
  return { matchControllerRef: true, matchLabels: { [tierLabel]: tier } };
}
