import type { DescribeVpcAttributeRequest, ModifyVpcAttributeRequest } from '@aws-sdk/client-ec2';
import type { CallContext, Members } from '../core/operation.ts';
import { invalidCombination, invalidValue, missingParameter, unknownIds } from './ec2-errors.ts';
import type { VpcAttribute, VpcRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { required, rowOf } from './lookup.ts';

/** The member of input and output for each attribute. */
const members: Readonly<Record<VpcAttribute, 'EnableDnsSupport' | 'EnableDnsHostnames' | 'EnableNetworkAddressUsageMetrics'>> = {
  enableDnsSupport: 'EnableDnsSupport',
  enableDnsHostnames: 'EnableDnsHostnames',
  enableNetworkAddressUsageMetrics: 'EnableNetworkAddressUsageMetrics',
};

export function describeVpcAttribute(input: Members, { state, now, settings }: CallContext): Members {
  const { VpcId, Attribute }: Partial<DescribeVpcAttributeRequest> = input;
  const id = required(VpcId, 'vpcId');
  const row = state.of(ec2State).vpcs.shown(id, now, settings);
  if (row === undefined) throw unknownIds('vpc', [id]);
  const name = required(Attribute, 'attribute');
  if (!isAttribute(name)) throw invalidValue(`Value (${name}) for parameter attribute is invalid. Unknown VPC attribute.`);
  return { VpcId: id, [members[name]]: { Value: row[name] } };
}

function isAttribute(name: string): name is VpcAttribute {
  return Object.hasOwn(members, name);
}

/** One attribute a call. */
export function modifyVpcAttribute(input: Members, context: CallContext): Members {
  const request: Partial<ModifyVpcAttributeRequest> = input;
  const { vpcs } = context.state.of(ec2State);
  const row = rowOf(vpcs, 'vpc', required(request.VpcId, 'vpcId'), context);
  const names = Object.keys(members).filter(isAttribute);
  const [name, ...others] = names.filter((attribute) => request[members[attribute]] !== undefined);
  if (name === undefined) throw missingParameter('attribute');
  if (others.length > 0) throw invalidCombination('Only one VPC attribute can be modified at a time');
  const value = request[members[name]]?.Value === true;
  checkHostnames(row, name, value);
  vpcs.change(row.VpcId, context.now, (vpc) => ({ ...vpc, [name]: value }));
  return {};
}

/** Host names need DNS support. */
function checkHostnames(row: VpcRow, name: VpcAttribute, value: boolean): void {
  if (name === 'enableDnsHostnames' && value && !row.enableDnsSupport) {
    throw invalidCombination('DNS hostnames can be enabled only if DNS support is enabled');
  }
}
