import { AwsError } from '../core/aws-error.ts';

interface IdErrors {
  /** What AWS calls it in messages. */
  readonly noun: string;
  readonly prefix: string;
  readonly notFound: string;
  readonly malformed: string;
}

/** How AWS words what is wrong with an id; the list of EC2's error codes is spelt as unevenly. */
const ids = {
  vpc: { noun: 'vpc ID', prefix: 'vpc-', notFound: 'InvalidVpcID.NotFound', malformed: 'InvalidVpcID.Malformed' },
  subnet: { noun: 'subnet ID', prefix: 'subnet-', notFound: 'InvalidSubnetID.NotFound', malformed: 'InvalidSubnetID.Malformed' },
  internetGateway: {
    noun: 'internetGateway ID',
    prefix: 'igw-',
    notFound: 'InvalidInternetGatewayID.NotFound',
    malformed: 'InvalidInternetGatewayId.Malformed',
  },
  routeTable: {
    noun: 'routeTable ID',
    prefix: 'rtb-',
    notFound: 'InvalidRouteTableID.NotFound',
    malformed: 'InvalidRouteTableId.Malformed',
  },
  association: {
    noun: 'association ID',
    prefix: 'rtbassoc-',
    notFound: 'InvalidAssociationID.NotFound',
    malformed: 'InvalidAssociationID.Malformed',
  },
  securityGroup: { noun: 'security group', prefix: 'sg-', notFound: 'InvalidGroup.NotFound', malformed: 'InvalidGroupId.Malformed' },
  rule: {
    noun: 'security group rule ID',
    prefix: 'sgr-',
    notFound: 'InvalidSecurityGroupRuleId.NotFound',
    malformed: 'InvalidSecurityGroupRuleId.Malformed',
  },
  networkAcl: {
    noun: 'networkAcl ID',
    prefix: 'acl-',
    notFound: 'InvalidNetworkAclID.NotFound',
    malformed: 'InvalidNetworkAclId.Malformed',
  },
  networkInterface: {
    noun: 'networkInterface ID',
    prefix: 'eni-',
    notFound: 'InvalidNetworkInterfaceID.NotFound',
    malformed: 'InvalidNetworkInterfaceId.Malformed',
  },
} satisfies Record<string, IdErrors>;

/** A type of resource that has ids. */
export type IdType = keyof typeof ids;

/** No resource has these ids, or they are none of that type. */
export function unknownIds(type: IdType, unknown: readonly string[]): AwsError {
  const { noun, prefix, notFound, malformed } = ids[type];
  const wrong = unknown.find((id) => !id.startsWith(prefix) || !/^[a-z]+-[0-9a-f]+$/.test(id));
  if (wrong !== undefined) return new AwsError(malformed, `Invalid id: "${wrong}" (expecting "${prefix}...")`);
  const several = unknown.length > 1;
  return new AwsError(notFound, `The ${noun}${several ? 's' : ''} '${unknown.join(', ')}' ${several ? 'do' : 'does'} not exist`);
}

export function missingParameter(name: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
}

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}

/** `what`: `vpc 'vpc-1'`. */
export function hasDependencies(what: string): AwsError {
  return new AwsError('DependencyViolation', `The ${what} has dependencies and cannot be deleted.`);
}
