import type {
  CreateSecurityGroupRequest,
  DeleteSecurityGroupRequest,
  DescribeSecurityGroupsRequest,
  SecurityGroup,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import { newId } from '../core/ids.ts';
import type { CallContext, Members } from '../core/operation.ts';
import type { Listing } from './describe.ts';
import { describe } from './describe.ts';
import { invalidValue } from './ec2-errors.ts';
import type { SecurityGroupRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { required, rowOf } from './lookup.ts';
import { permissionsOf } from './permissions.ts';
import { defaultEgress } from './rules.ts';
import { tagsAtCreate } from './tag-specifications.ts';

const textPattern = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

export function createSecurityGroup(input: Members, context: CallContext): Members {
  const request: Partial<CreateSecurityGroupRequest> = input;
  const { account, now, random, region, state } = context;
  const { vpcs, securityGroups } = state.of(ec2State);
  if (request.VpcId === undefined) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
  const vpc = rowOf(vpcs, 'vpc', request.VpcId, context);
  const name = checkedName(required(request.GroupName, 'groupName'));
  const description = required(request.Description, 'groupDescription');
  if (!textPattern.test(description)) throw invalidText(description, 'GroupDescription', 'security group description');
  const tags = tagsAtCreate(request.TagSpecifications, 'security-group');
  if (securityGroups.by('VpcId', vpc.VpcId, now).some(({ GroupName }) => GroupName === name)) {
    throw new AwsError('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpc.VpcId}'`);
  }
  const id = newId('sg', random);
  const row: SecurityGroupRow = {
    GroupId: id,
    GroupName: name,
    Description: description,
    OwnerId: account,
    VpcId: vpc.VpcId,
    SecurityGroupArn: `arn:aws:ec2:${region}:${account}:security-group/${id}`,
    rules: defaultEgress(id, vpc, context),
    Tags: tags,
  };
  securityGroups.put(id, row, now);
  return { GroupId: id, Tags: tags, SecurityGroupArn: row.SecurityGroupArn };
}

function checkedName(name: string): string {
  if (name === 'default') throw new AwsError('InvalidParameterValue', 'Cannot use reserved security group name: default');
  if (name.startsWith('sg-')) throw invalidValue(`invalid value for parameter groupName: group names may not be in the format sg-*`);
  if (!textPattern.test(name)) throw invalidText(name, 'groupName', 'security group name');
  return name;
}

function invalidText(value: string, parameter: string, what: string): AwsError {
  return invalidValue(
    `Value (${value}) for parameter ${parameter} is invalid. Invalid ${what}. Valid values are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
  );
}

export function deleteSecurityGroup(input: Members, context: CallContext): Members {
  const { GroupId }: Partial<DeleteSecurityGroupRequest> = input;
  const { securityGroups, networkInterfaces } = context.state.of(ec2State);
  const { now } = context;
  const { GroupId: id, GroupName, VpcId } = rowOf(securityGroups, 'securityGroup', required(GroupId, 'groupId'), context);
  if (GroupName === 'default') {
    throw new AwsError('CannotDelete', `the specified group: "${id}" name: "default" cannot be deleted by a user`);
  }
  const attached = networkInterfaces.by('VpcId', VpcId, now).some(({ Groups }) => Groups.some((group) => group.GroupId === id));
  const referenced = securityGroups
    .by('VpcId', VpcId, now)
    .some((other) => other.GroupId !== id && other.rules.some(({ ReferencedGroupInfo }) => ReferencedGroupInfo?.GroupId === id));
  if (attached || referenced) throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
  securityGroups.remove(id, now);
  return { Return: true, GroupId: id };
}

const listing: Listing<SecurityGroupRow> = {
  type: 'securityGroup',
  idOf: (row) => row.GroupId,
  largestPage: 1000,
  fields: {
    description: (row) => row.Description,
    'group-id': (row) => row.GroupId,
    'group-name': (row) => row.GroupName,
    'ip-permission.cidr': (row) => row.rules.filter(({ IsEgress }) => !IsEgress).map(({ CidrIpv4 }) => CidrIpv4),
    'ip-permission.group-id': (row) => row.rules.filter(({ IsEgress }) => !IsEgress).map((rule) => rule.ReferencedGroupInfo?.GroupId),
    'egress.ip-permission.cidr': (row) => row.rules.filter(({ IsEgress }) => IsEgress).map(({ CidrIpv4 }) => CidrIpv4),
    'owner-id': (row) => row.OwnerId,
    'vpc-id': (row) => row.VpcId,
  },
};

export function describeSecurityGroups(input: Members, context: CallContext): Members {
  const request: Partial<DescribeSecurityGroupsRequest> = input;
  const names = request.GroupNames ?? [];
  // Names are of the default VPC alone, and there is none.
  if (names.length > 0) throw new AwsError('InvalidGroup.NotFound', `The security group '${names[0]}' does not exist in default VPC`);
  const { rows, token } = describe(context.state.of(ec2State).securityGroups, listing, { ids: request.GroupIds, request, context });
  return { SecurityGroups: rows.map(shown), NextToken: token };
}

function shown(row: SecurityGroupRow): SecurityGroup {
  return { ...row, IpPermissions: [...permissionsOf(row.rules, false)], IpPermissionsEgress: [...permissionsOf(row.rules, true)] };
}
