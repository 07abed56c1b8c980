import type { ResourceType } from '../../src/kubernetes/object.ts';
import type { Calls } from './simulated-cloud.ts';

const group = 'ec2.aws.evenkeel.dev';
const version = 'v1beta1';
const namespace = 'default';

const vpcs: ResourceType = { group, version, kind: 'VPC', plural: 'vpcs', namespaced: true };
const subnets: ResourceType = { group, version, kind: 'Subnet', plural: 'subnets', namespaced: true };

/** EC2 sets DNS host names in a call of its own. */
const callsOfPair = { CreateVpc: 1, ModifyVpcAttribute: 1, CreateSubnet: 1 } as const;

/** The calls that so many pairs can't do without. */
export function callsOfPairs(pairs: number): Calls {
  return Object.fromEntries(Object.entries(callsOfPair).map(([action, number]) => [action, number * pairs]));
}

/** The tag `Name` of VPC and subnet of a pair. */
export function nameOf(index: number): string {
  return `bench-${index}`;
}

/** The objects of a pair: a VPC with DNS host names and three tags, a subnet in it, by reference, with two. */
export function pair(index: number): readonly { readonly type: ResourceType; readonly object: object }[] {
  return [
    { type: vpcs, object: vpc(index) },
    { type: subnets, object: subnet(index) },
  ];
}

/** Networks repeat: AWS keeps VPCs apart. */
function vpc(index: number): object {
  const forProvider = {
    region: 'us-east-1',
    cidrBlock: `10.${index % 250}.0.0/16`,
    enableDnsHostnames: true,
    tags: { Name: nameOf(index), team: 'bench', cost: 'none' },
  };
  return manifest(vpcs, index, forProvider);
}

function subnet(index: number): object {
  const forProvider = {
    region: 'us-east-1',
    availabilityZone: 'us-east-1a',
    cidrBlock: `10.${index % 250}.1.0/24`,
    vpcIdRef: { name: nameOf(index) },
    tags: { Name: nameOf(index), team: 'bench' },
  };
  return manifest(subnets, index, forProvider);
}

function manifest({ kind }: ResourceType, index: number, forProvider: object): object {
  return { apiVersion: `${group}/${version}`, kind, metadata: { name: nameOf(index), namespace }, spec: { forProvider } };
}
