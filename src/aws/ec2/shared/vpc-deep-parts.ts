import type { DescribeVpcAttributeResult, NetworkAcl, RouteTable, SecurityGroup, VpcAttributeName } from '@aws-sdk/client-ec2';
import type { FieldValues, Observation } from '../../../engine/observation.ts';
import type { DeepPart, DeepValues, SendRead } from '../../aws-kind.ts';
import { compact } from '../../shared/compact.ts';

/** What DescribeVpcs doesn't show: the attributes, which are read one a call, and the ids of what AWS makes beside each VPC. */
export const vpcDeepParts: readonly DeepPart[] = [
  attribute('enableDnsSupport', true, (output) => output.EnableDnsSupport?.Value),
  attribute('enableDnsHostnames', false, (output) => output.EnableDnsHostnames?.Value),
  attribute('enableNetworkAddressUsageMetrics', false, (output) => output.EnableNetworkAddressUsageMetrics?.Value),
  {
    name: 'furniture',
    fields: ['mainRouteTableId', 'defaultRouteTableId', 'defaultNetworkAclId', 'defaultSecurityGroupId'],
    keysPerRead: 200,
    early: true,
    read: readFurniture,
  },
];

/** `initial` is what the API reference of ModifyVpcAttribute and the VPC guide name as the default of a VPC that CreateVpc makes. */
function attribute(
  name: VpcAttributeName,
  initial: boolean,
  valueOf: (output: DescribeVpcAttributeResult) => boolean | undefined,
): DeepPart {
  const read = async (send: SendRead, observations: readonly Observation[]): Promise<ReadonlyMap<string, DeepValues>> => {
    const values = new Map<string, DeepValues>();
    for (const { key } of observations) {
      const value = valueOf((await send('ec2', 'DescribeVpcAttribute', { VpcId: key, Attribute: name })) as DescribeVpcAttributeResult);
      if (value !== undefined) values.set(key, { fields: { [name]: value } });
    }
    return values;
  };
  return { name, fields: [name], keysPerRead: 1, initial: { [name]: initial }, read };
}

const mostPages = 20;

interface Furniture {
  readonly operation: string;
  readonly items: string;
  readonly pageSize: number;
  /** Beside `vpc-id`: leaves at most one a VPC. */
  readonly filter: { readonly Name: string; readonly Values: readonly string[] };
  readonly values: (item: never) => FieldValues;
}

/** What AWS makes beside each VPC. */
const furniture: readonly Furniture[] = [
  {
    operation: 'DescribeRouteTables',
    items: 'RouteTables',
    pageSize: 100,
    filter: { Name: 'association.main', Values: ['true'] },
    values: (item: RouteTable) => ({ mainRouteTableId: item.RouteTableId, defaultRouteTableId: item.RouteTableId }),
  },
  {
    operation: 'DescribeNetworkAcls',
    items: 'NetworkAcls',
    pageSize: 1000,
    filter: { Name: 'default', Values: ['true'] },
    values: (item: NetworkAcl) => ({ defaultNetworkAclId: item.NetworkAclId }),
  },
  {
    operation: 'DescribeSecurityGroups',
    items: 'SecurityGroups',
    pageSize: 1000,
    filter: { Name: 'group-name', Values: ['default'] },
    values: (item: SecurityGroup) => ({ defaultSecurityGroupId: item.GroupId }),
  },
];

/** All of it in one reading, so that an object learns it at once. */
async function readFurniture(send: SendRead, observations: readonly Observation[]): Promise<ReadonlyMap<string, DeepValues>> {
  const values = new Map<string, FieldValues>();
  for (const piece of furniture) {
    for await (const item of listFurniture(piece, send, observations)) {
      if (item.VpcId !== undefined) values.set(item.VpcId, { ...values.get(item.VpcId), ...compact({ ...piece.values(item as never) }) });
    }
  }
  return new Map([...values].map(([key, atProvider]) => [key, { atProvider }]));
}

async function* listFurniture(
  { operation, items, pageSize, filter }: Furniture,
  send: SendRead,
  observations: readonly Observation[],
): AsyncGenerator<{ readonly VpcId?: string }> {
  const filters = [{ Name: 'vpc-id', Values: observations.map(({ key }) => key) }, filter];
  let token: unknown;
  // At most one item a VPC passes the filters, so there are few pages; a service that never ends must not hold us for ever.
  for (let page = 0; page < mostPages; page++) {
    const output = await send('ec2', operation, compact({ Filters: filters, MaxResults: pageSize, NextToken: token }));
    yield* (output[items] ?? []) as readonly { readonly VpcId?: string }[];
    token = output['NextToken'] === '' ? undefined : output['NextToken'];
    if (token === undefined) break;
  }
}
