import type { Route } from '@aws-sdk/client-ec2';
import type { VpcRow } from './ec2-state.ts';

/** The routes that every table of a VPC has: to the VPC's own blocks. */
export function localRoutes({ CidrBlockAssociationSet, Ipv6CidrBlockAssociationSet }: VpcRow): Route[] {
  const local = { GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' } as const;
  return [
    ...CidrBlockAssociationSet.map(({ CidrBlock = '' }) => ({ DestinationCidrBlock: CidrBlock, ...local })),
    ...Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock = '' }) => ({ DestinationIpv6CidrBlock: Ipv6CidrBlock, ...local })),
  ];
}
