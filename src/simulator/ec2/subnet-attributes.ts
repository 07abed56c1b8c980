import type { ModifySubnetAttributeRequest } from '@aws-sdk/client-ec2';
import type { CallContext, Members } from '../core/operation.ts';
import { invalidCombination, invalidValue, missingParameter } from './ec2-errors.ts';
import type { SubnetRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { required, rowOf } from './lookup.ts';

type Request = Partial<ModifySubnetAttributeRequest>;

/** What each parameter sets. */
const changes: Readonly<Record<string, (row: SubnetRow, request: Request) => Partial<SubnetRow>>> = {
  AssignIpv6AddressOnCreation: (_, request) => ({ AssignIpv6AddressOnCreation: request.AssignIpv6AddressOnCreation?.Value === true }),
  MapPublicIpOnLaunch: (_, request) => ({ MapPublicIpOnLaunch: request.MapPublicIpOnLaunch?.Value === true }),
  EnableDns64: (_, request) => ({ EnableDns64: request.EnableDns64?.Value === true }),
  PrivateDnsHostnameTypeOnLaunch: (row, request) =>
    request.PrivateDnsHostnameTypeOnLaunch === undefined
      ? {}
      : { PrivateDnsNameOptionsOnLaunch: { ...row.PrivateDnsNameOptionsOnLaunch, HostnameType: request.PrivateDnsHostnameTypeOnLaunch } },
  EnableResourceNameDnsARecordOnLaunch: (row, request) => ({
    PrivateDnsNameOptionsOnLaunch: {
      ...row.PrivateDnsNameOptionsOnLaunch,
      EnableResourceNameDnsARecord: request.EnableResourceNameDnsARecordOnLaunch?.Value === true,
    },
  }),
  EnableResourceNameDnsAAAARecordOnLaunch: (row, request) => ({
    PrivateDnsNameOptionsOnLaunch: {
      ...row.PrivateDnsNameOptionsOnLaunch,
      EnableResourceNameDnsAAAARecord: request.EnableResourceNameDnsAAAARecordOnLaunch?.Value === true,
    },
  }),
};

/** One attribute a call. */
export function modifySubnetAttribute(input: Members, context: CallContext): Members {
  const request: Request = input;
  const { subnets } = context.state.of(ec2State);
  const row = rowOf(subnets, 'subnet', required(request.SubnetId, 'subnetId'), context);
  const [name, ...others] = Object.keys(input).filter((member) => member !== 'SubnetId');
  if (name === undefined) throw missingParameter('attribute');
  if (others.length > 0) throw invalidCombination('Only one subnet attribute can be modified at a time');
  const change = changes[name];
  if (change === undefined) throw invalidValue(`the simulator's subnets do not have ${name}`);
  if (request.AssignIpv6AddressOnCreation?.Value === true && row.Ipv6CidrBlockAssociationSet.length === 0) {
    throw invalidValue(`Invalid value for parameter assignIpv6AddressOnCreation: the subnet '${row.SubnetId}' has no IPv6 CIDR block`);
  }
  subnets.change(row.SubnetId, context.now, (subnet) => ({ ...subnet, ...change(subnet, request) }));
  return {};
}
