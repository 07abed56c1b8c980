import type { HostnameType, ModifySubnetAttributeRequest } from '@aws-sdk/client-ec2';
import type { CloudCall } from '../../../engine/cloud.ts';
import type { UpdateContext } from '../../../engine/kind.ts';
import { ec2Call } from '../../call.ts';
import { changeOf } from '../../shared/changes.ts';

/** forProvider path to the one attribute that its ModifySubnetAttribute call carries. In the order in which they are applied. */
const attributes: Readonly<Record<string, (to: unknown) => Omit<ModifySubnetAttributeRequest, 'SubnetId'>>> = {
  assignIpv6AddressOnCreation: (to) => ({ AssignIpv6AddressOnCreation: { Value: to === true } }),
  mapPublicIpOnLaunch: (to) => ({ MapPublicIpOnLaunch: { Value: to === true } }),
  enableDns64: (to) => ({ EnableDns64: { Value: to === true } }),
  privateDnsHostnameTypeOnLaunch: (to) => ({ PrivateDnsHostnameTypeOnLaunch: to as HostnameType }),
  enableResourceNameDnsARecordOnLaunch: (to) => ({ EnableResourceNameDnsARecordOnLaunch: { Value: to === true } }),
  enableResourceNameDnsAaaaRecordOnLaunch: (to) => ({ EnableResourceNameDnsAAAARecordOnLaunch: { Value: to === true } }),
};

/** The ModifySubnetAttribute calls for the changed attributes; AWS takes one attribute a call. */
export function subnetAttributeCalls({ observed, changes }: UpdateContext): readonly CloudCall[] {
  return Object.entries(attributes).flatMap(([path, attribute]) => {
    const change = changeOf(changes, path);
    return change === undefined ? [] : [ec2Call('ModifySubnetAttribute', { SubnetId: observed.key, ...attribute(change.to) })];
  });
}
