import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import type { Simulator } from '../../../src/simulator/core/simulator.ts';
import { managedObjects } from './managed-objects.ts';

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

/** Where the judge looks. */
interface Scene {
  readonly client: KubernetesClient;
  readonly simulator: Simulator;
}

/**
 * What is wrong with a delete call: it needs a live object of the resource's uid that is being deleted, unless there is another
 * resource of that uid, so that it is a duplicate.
 */
export async function unaskedDelete(scene: Scene, action: string, parameters: URLSearchParams): Promise<readonly string[]> {
  const target = named[action];
  if (target === undefined) return [];
  const all = scene.simulator.admin.list({ type: target.type });
  const doomed = all.find(({ id }) => id === parameters.get(target.parameter));
  if (doomed === undefined) return [];
  const uid = doomed.tags[uidTag];
  if (uid === undefined) return [`${action} of ${doomed.id}, which is not ours`];
  const isDuplicate = all.filter(({ tags }) => tags[uidTag] === uid).length > 1;
  return isDuplicate || (await isAsked(scene, uid)) ? [] : [`${action} of ${doomed.id} that nobody asked for`];
}

async function isAsked(scene: Scene, uid: string): Promise<boolean> {
  const object = (await managedObjects(scene)).find(({ metadata }) => metadata.uid === uid);
  return object?.metadata.deletionTimestamp !== undefined;
}
