import { managedObjects } from './workload.ts';
import type { World } from './world.ts';

const uidTag = 'evenkeel.dev:uid';

/** Which parameter of a delete call names what is deleted. Parts without tags of their own (routes) are not judged. */
const named: Readonly<Record<string, { readonly parameter: string; readonly type: string }>> = {
  DeleteVpc: { parameter: 'VpcId', type: 'vpc' },
  DeleteSubnet: { parameter: 'SubnetId', type: 'subnet' },
  DeleteInternetGateway: { parameter: 'InternetGatewayId', type: 'internet-gateway' },
  DeleteRouteTable: { parameter: 'RouteTableId', type: 'route-table' },
  DeleteSecurityGroup: { parameter: 'GroupId', type: 'security-group' },
  DeleteDBInstance: { parameter: 'DBInstanceIdentifier', type: 'db-instance' },
  DeleteDBSubnetGroup: { parameter: 'DBSubnetGroupName', type: 'db-subnet-group' },
};

/**
 * What is wrong with a delete call: it needs a live object of the resource's uid that is being deleted, unless there is another
 * resource of that uid, so that it is a duplicate.
 */
export async function unaskedDelete(world: World, action: string, parameters: URLSearchParams): Promise<readonly string[]> {
  const target = named[action];
  const id = parameters.get(target?.parameter ?? '');
  if (target === undefined || id === null) return [];
  const all = world.simulator.admin.list({ type: target.type });
  const uid = all.find((resource) => resource.id === id)?.tags[uidTag];
  if (uid === undefined) return all.some((resource) => resource.id === id) ? [`${action} of ${id}, which is not ours`] : [];
  const object = (await managedObjects(world)).find(({ metadata }) => metadata.uid === uid);
  const isAsked = object?.metadata.deletionTimestamp !== undefined;
  const isDuplicate = all.filter(({ tags }) => tags[uidTag] === uid).length > 1;
  return isAsked || isDuplicate ? [] : [`${action} of ${id} that nobody asked for`];
}
