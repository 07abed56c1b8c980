/** The names that users of the Crossplane AWS provider (v2.6) know of each kind: members of forProvider and of atProvider, nested ones with dots. */
export interface CatalogueKind {
  readonly kind: string;
  readonly plural: string;
  readonly forProvider: string;
  readonly atProvider: string;
}

/** Facts that the schemas are checked against. */
export const catalogue: readonly CatalogueKind[] = [
  {
    kind: 'VPC.ec2.aws.evenkeel.dev',
    plural: 'vpcs',
    forProvider:
      'assignGeneratedIpv6CidrBlock cidrBlock enableDnsHostnames enableDnsSupport enableNetworkAddressUsageMetrics instanceTenancy ipv4IpamPoolId ipv4NetmaskLength ipv6CidrBlock ipv6CidrBlockNetworkBorderGroup ipv6IpamPoolId ipv6NetmaskLength tags',
    atProvider:
      'arn defaultNetworkAclId defaultRouteTableId defaultSecurityGroupId dhcpOptionsId ipv6AssociationId mainRouteTableId ownerId',
  },
  {
    kind: 'Subnet.ec2.aws.evenkeel.dev',
    plural: 'subnets',
    forProvider:
      'assignIpv6AddressOnCreation availabilityZone availabilityZoneId cidrBlock customerOwnedIpv4Pool enableDns64 enableLniAtDeviceIndex enableResourceNameDnsARecordOnLaunch enableResourceNameDnsAaaaRecordOnLaunch ipv4IpamPoolId ipv4NetmaskLength ipv6CidrBlock ipv6IpamPoolId ipv6Native ipv6NetmaskLength mapCustomerOwnedIpOnLaunch mapPublicIpOnLaunch outpostArn privateDnsHostnameTypeOnLaunch tags vpcId',
    atProvider: 'arn ipv6CidrBlockAssociationId ownerId',
  },
  {
    kind: 'InternetGateway.ec2.aws.evenkeel.dev',
    plural: 'internetgateways',
    forProvider: 'tags vpcId',
    atProvider: 'arn ownerId',
  },
  {
    kind: 'RouteTable.ec2.aws.evenkeel.dev',
    plural: 'routetables',
    forProvider: 'tags vpcId',
    atProvider:
      'arn ownerId propagatingVgws route route.carrierGatewayId route.cidrBlock route.coreNetworkArn route.destinationPrefixListId route.egressOnlyGatewayId route.gatewayId route.ipv6CidrBlock route.localGatewayId route.natGatewayId route.networkInterfaceId route.odbNetworkArn route.transitGatewayId route.vpcEndpointId route.vpcPeeringConnectionId',
  },
  {
    kind: 'Route.ec2.aws.evenkeel.dev',
    plural: 'routes',
    forProvider:
      'carrierGatewayId coreNetworkArn destinationCidrBlock destinationIpv6CidrBlock destinationPrefixListId egressOnlyGatewayId gatewayId localGatewayId natGatewayId networkInterfaceId odbNetworkArn routeTableId transitGatewayId vpcEndpointId vpcPeeringConnectionId',
    atProvider: 'instanceId instanceOwnerId origin state',
  },
  {
    kind: 'RouteTableAssociation.ec2.aws.evenkeel.dev',
    plural: 'routetableassociations',
    forProvider: 'gatewayId routeTableId subnetId',
    atProvider: '',
  },
  {
    kind: 'SecurityGroup.ec2.aws.evenkeel.dev',
    plural: 'securitygroups',
    forProvider: 'description name revokeRulesOnDelete tags vpcId',
    atProvider:
      'arn egress egress.cidrBlocks egress.description egress.fromPort egress.ipv6CidrBlocks egress.prefixListIds egress.protocol egress.securityGroups egress.self egress.toPort ingress ingress.cidrBlocks ingress.description ingress.fromPort ingress.ipv6CidrBlocks ingress.prefixListIds ingress.protocol ingress.securityGroups ingress.self ingress.toPort ownerId',
  },
  {
    kind: 'SecurityGroupRule.ec2.aws.evenkeel.dev',
    plural: 'securitygrouprules',
    forProvider:
      'cidrBlocks description fromPort ipv6CidrBlocks prefixListIds protocol securityGroupId self sourceSecurityGroupId toPort type',
    atProvider: 'securityGroupRuleId',
  },
  {
    kind: 'SubnetGroup.rds.aws.evenkeel.dev',
    plural: 'subnetgroups',
    forProvider: 'description subnetIds tags',
    atProvider: 'arn supportedNetworkTypes vpcId',
  },
  {
    kind: 'Instance.rds.aws.evenkeel.dev',
    plural: 'instances',
    forProvider:
      'allocatedStorage allowMajorVersionUpgrade applyImmediately autoGeneratePassword autoMinorVersionUpgrade availabilityZone backupRetentionPeriod backupTarget backupWindow blueGreenUpdate blueGreenUpdate.enabled caCertIdentifier characterSetName copyTagsToSnapshot customIamInstanceProfile customerOwnedIpEnabled databaseInsightsMode dbName dbSubnetGroupName dedicatedLogVolume deleteAutomatedBackups deletionProtection domain domainAuthSecretArn domainDnsIps domainFqdn domainIamRoleName domainOu enabledCloudwatchLogsExports engine engineLifecycleSupport engineVersion finalSnapshotIdentifier iamDatabaseAuthenticationEnabled identifier identifierPrefix instanceClass iops kmsKeyId licenseModel maintenanceWindow manageMasterUserPassword masterUserSecretKmsKeyId maxAllocatedStorage monitoringInterval monitoringRoleArn multiAz ncharCharacterSetName networkType optionGroupName parameterGroupName passwordSecretRef passwordWoSecretRef passwordWoVersion performanceInsightsEnabled performanceInsightsKmsKeyId performanceInsightsRetentionPeriod port publiclyAccessible replicaMode replicateSourceDb restoreToPointInTime restoreToPointInTime.restoreTime restoreToPointInTime.sourceDbInstanceAutomatedBackupsArn restoreToPointInTime.sourceDbInstanceIdentifier restoreToPointInTime.sourceDbiResourceId restoreToPointInTime.useLatestRestorableTime s3Import s3Import.bucketName s3Import.bucketPrefix s3Import.ingestionRole s3Import.sourceEngine s3Import.sourceEngineVersion skipFinalSnapshot snapshotIdentifier storageEncrypted storageThroughput storageType tags timezone upgradeStorageConfig username vpcSecurityGroupIds',
    atProvider:
      'address arn endpoint engineVersionActual hostedZoneId latestRestorableTime listenerEndpoint listenerEndpoint.address listenerEndpoint.hostedZoneId listenerEndpoint.port masterUserSecret masterUserSecret.kmsKeyId masterUserSecret.secretArn masterUserSecret.secretStatus replicas resourceId status upgradeRolloutOrder',
  },
];
