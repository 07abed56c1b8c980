import type { CloudCall } from '../../../src/engine/cloud.ts';
import type { CreateContext } from '../../../src/engine/kind.ts';
import type { FieldValues } from '../../../src/engine/observation.ts';

type Input = Readonly<Record<string, unknown>>;

/** What AWS answers to a create call that it takes: the resource as it was asked for, in AWS's own shape. */
export function answerTo({ operation, input }: CloudCall, context: CreateContext): FieldValues {
  const answer = answers[operation];
  if (answer === undefined) throw new Error(`no answer to ${operation}`);
  return answer(input, context);
}

const answers: Readonly<Record<string, (input: Input, context: CreateContext) => FieldValues>> = {
  CreateVpc: (input) => ({
    Vpc: {
      VpcId: 'vpc-1',
      State: 'available',
      CidrBlock: input['CidrBlock'],
      InstanceTenancy: input['InstanceTenancy'] ?? 'default',
      Ipv6CidrBlockAssociationSet: input['AmazonProvidedIpv6CidrBlock'] === true ? [ipv6(input)] : [],
      Tags: tags(input),
    },
  }),
  CreateSubnet: (input) => ({
    Subnet: {
      SubnetId: 'subnet-1',
      State: 'available',
      ...input,
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: input['Ipv6CidrBlock'], Ipv6CidrBlockState: { State: 'associated' } }],
      Tags: tags(input),
    },
  }),
  CreateInternetGateway: (input) => ({ InternetGateway: { InternetGatewayId: 'igw-1', Tags: tags(input) } }),
  CreateRouteTable: (input) => ({ RouteTable: { RouteTableId: 'rtb-1', VpcId: input['VpcId'], Tags: tags(input) } }),
  CreateRoute: () => ({ Return: true }),
  AssociateRouteTable: () => ({ AssociationId: 'rtbassoc-1', AssociationState: { State: 'associated' } }),
  CreateSecurityGroup: () => ({ GroupId: 'sg-1' }),
  AuthorizeSecurityGroupIngress: (input) => ({ SecurityGroupRules: rules(input, false) }),
  AuthorizeSecurityGroupEgress: (input) => ({ SecurityGroupRules: rules(input, true) }),
  CreateDBSubnetGroup: (input) => ({
    DBSubnetGroup: { ...input, Subnets: (input['SubnetIds'] as string[]).map((SubnetIdentifier) => ({ SubnetIdentifier })) },
  }),
  CreateDBInstance: (input) => ({ DBInstance: dbInstance(input) }),
};

function tags(input: Input): unknown {
  return (input['TagSpecifications'] as { Tags: unknown }[])[0]?.Tags;
}

function ipv6(input: Input): object {
  return {
    Ipv6CidrBlock: '2001:db8::/56',
    Ipv6CidrBlockState: { State: 'associating' },
    NetworkBorderGroup: input['Ipv6CidrBlockNetworkBorderGroup'],
    Ipv6Pool: 'Amazon',
  };
}

interface Permission {
  IpProtocol: string;
  FromPort?: number;
  ToPort?: number;
  IpRanges?: { CidrIp: string; Description?: string }[];
  Ipv6Ranges?: { CidrIpv6: string; Description?: string }[];
  PrefixListIds?: { PrefixListId: string; Description?: string }[];
  UserIdGroupPairs?: { GroupId: string; Description?: string }[];
}

function rules(input: Input, IsEgress: boolean): object[] {
  return (input['IpPermissions'] as Permission[]).flatMap(({ IpProtocol, FromPort, ToPort, ...ends }) => {
    const common = { GroupId: input['GroupId'], IsEgress, IpProtocol, FromPort, ToPort, Tags: tags(input) };
    const all = [
      ...(ends.IpRanges ?? []).map(({ CidrIp, Description }) => ({ CidrIpv4: CidrIp, Description })),
      ...(ends.Ipv6Ranges ?? []),
      ...(ends.PrefixListIds ?? []),
      ...(ends.UserIdGroupPairs ?? []).map(({ GroupId, Description }) => ({ ReferencedGroupInfo: { GroupId }, Description })),
    ];
    return all.map((end, index) => ({ ...common, ...end, SecurityGroupRuleId: `sgr-${index}` }));
  });
}

function dbInstance(input: Input): object {
  const names = {
    CustomerOwnedIpEnabled: 'EnableCustomerOwnedIp',
    IAMDatabaseAuthenticationEnabled: 'EnableIAMDatabaseAuthentication',
    PerformanceInsightsEnabled: 'EnablePerformanceInsights',
    EnabledCloudwatchLogsExports: 'EnableCloudwatchLogsExports',
    DbInstancePort: 'Port',
  };
  return {
    ...input,
    ...Object.fromEntries(Object.entries(names).map(([shown, asked]) => [shown, input[asked]])),
    DBInstanceStatus: 'creating',
    DBSubnetGroup: { DBSubnetGroupName: input['DBSubnetGroupName'] },
    VpcSecurityGroups: ((input['VpcSecurityGroupIds'] ?? []) as string[]).map((VpcSecurityGroupId) => ({
      VpcSecurityGroupId,
      Status: 'active',
    })),
    DBParameterGroups: [{ DBParameterGroupName: input['DBParameterGroupName'] }],
    OptionGroupMemberships: [{ OptionGroupName: input['OptionGroupName'], Status: 'in-sync' }],
    DomainMemberships: [
      {
        Domain: input['Domain'],
        FQDN: input['DomainFqdn'],
        IAMRoleName: input['DomainIAMRoleName'],
        OU: input['DomainOu'],
        AuthSecretArn: input['DomainAuthSecretArn'],
        DnsIps: input['DomainDnsIps'],
      },
    ],
    MasterUserSecret: input['ManageMasterUserPassword'] === true ? { KmsKeyId: input['MasterUserSecretKmsKeyId'] } : undefined,
  };
}
