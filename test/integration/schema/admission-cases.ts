/** A change of an example's spec.forProvider (a JSON merge patch), and what the API server says to it. */
export interface AdmissionCase {
  readonly name: string;
  readonly forProvider: object;
  /** Merged into spec. */
  readonly spec?: object;
  readonly metadata?: object;
  /** Absent: it is accepted. */
  readonly refused?: RegExp;
}

const observeOnly = { managementPolicies: ['Observe'] };

/** By example. Every one is tried as a create on top of an example that is accepted as it is. */
export const admissionCases: Readonly<Record<string, readonly AdmissionCase[]>> = {
  'ec2/vpc.yaml': [
    { name: 'no region', forProvider: { region: null }, refused: /spec\.forProvider\.region: Required value/ },
    { name: 'a zone for a Region', forProvider: { region: 'us-east-1a' }, refused: /spec\.forProvider\.region/ },
    { name: 'a Region of a sovereign cloud', forProvider: { region: 'eusc-de-east-1' } },
    {
      name: 'no range',
      forProvider: { cidrBlock: null },
      refused: /forProvider\.cidrBlock is required to create the VPC; to observe only/,
    },
    { name: 'no range, observed only', forProvider: { cidrBlock: null }, spec: observeOnly },
    { name: 'no range, but one in initProvider', forProvider: { cidrBlock: null }, spec: { initProvider: { cidrBlock: '10.0.0.0/16' } } },
    {
      name: 'an IPv6 range for an IPv4 one',
      forProvider: { cidrBlock: '2001:db8::/24' },
      refused: /must be an IPv4 CIDR block, such as 10\.0\.0\.0\/16/,
    },
    { name: 'an address for a range', forProvider: { cidrBlock: '10.0.0.0' }, refused: /cidr/ },
    { name: 'a range that is no address', forProvider: { cidrBlock: '10.0.0.300/16' }, refused: /cidr/ },
    { name: 'a range too large for a VPC', forProvider: { cidrBlock: '10.0.0.0/8' }, refused: /spec\.forProvider\.cidrBlock/ },
    { name: 'a string for a boolean', forProvider: { enableDnsSupport: 'yes' }, refused: /enableDnsSupport.*must be of type boolean/ },
    { name: 'an unknown tenancy', forProvider: { instanceTenancy: 'host' }, refused: /supported values: "default", "dedicated"/ },
    {
      name: 'a border group without an IPv6 range',
      forProvider: { ipv6CidrBlockNetworkBorderGroup: 'us-east-1' },
      refused: /needs assignGeneratedIpv6CidrBlock/,
    },
    { name: 'a field that there is not', forProvider: { cidr: '10.0.0.0/16' }, refused: /unknown field "spec\.forProvider\.cidr"/ },
    { name: 'an owner tag', forProvider: { tags: { 'evenkeel.dev:uid': 'x' } }, refused: /must not begin with "evenkeel\.dev:"/ },
    {
      name: 'an owner tag in initProvider',
      forProvider: {},
      spec: { initProvider: { tags: { 'evenkeel.dev:name': 'x' } } },
      refused: /must not begin with "evenkeel\.dev:"/,
    },
    { name: "one of AWS's tags", forProvider: { tags: { 'aws:x': 'x' } }, refused: /must not begin with "aws:"/ },
    { name: 'a tag key of 129 characters', forProvider: { tags: { ['k'.repeat(129)]: 'x' } }, refused: /1 to 128 characters/ },
    {
      name: 'a tag value of 257 characters',
      forProvider: { tags: { key: 'v'.repeat(257) } },
      refused: /Too long|may not be more than 256/,
    },
    {
      name: '45 tags',
      forProvider: { tags: Object.fromEntries(Array.from({ length: 45 }, (_, n) => [`k${n}`, 'v'])) },
      refused: /must have at most 44/,
    },
    { name: 'a policy that there is not', forProvider: {}, spec: { managementPolicies: ['Look'] }, refused: /supported values: "Observe"/ },
    {
      name: 'policies without a look',
      forProvider: {},
      spec: { managementPolicies: ['Create', 'Update'] },
      refused: /must contain Observe or "\*"/,
    },
    { name: 'no policies', forProvider: {}, spec: { managementPolicies: [] }, refused: /must contain Observe or "\*"/ },
    { name: 'LateInitialize, which does nothing', forProvider: {}, spec: { managementPolicies: ['Observe', 'LateInitialize'] } },
    { name: 'an unknown deletion policy', forProvider: {}, spec: { deletionPolicy: 'Keep' }, refused: /"Delete", "Orphan"/ },
    {
      name: 'a provider config of no kind',
      forProvider: {},
      spec: { providerConfigRef: { kind: 'Secret' } },
      refused: /"ProviderConfig", "ClusterProviderConfig"/,
    },
  ],
  'ec2/subnet.yaml': [
    {
      name: 'no VPC',
      forProvider: { vpcIdRef: null },
      refused: /forProvider\.vpcId or vpcIdRef or vpcIdSelector is required to create the Subnet/,
    },
    { name: 'a VPC by selector', forProvider: { vpcIdRef: null, vpcIdSelector: { matchLabels: { a: 'b' } } } },
    { name: 'a VPC by id', forProvider: { vpcIdRef: null, vpcId: 'vpc-0a1b' } },
    { name: 'a subnet for a VPC', forProvider: { vpcIdRef: null, vpcId: 'subnet-0a1b' }, refused: /spec\.forProvider\.vpcId/ },
    {
      name: 'a reference into another namespace',
      forProvider: { vpcIdRef: { name: 'x', namespace: 'other' } },
      refused: /unknown field "spec\.forProvider\.vpcIdRef\.namespace"/,
    },
    { name: 'a reference without a name', forProvider: { vpcIdRef: { name: null } }, refused: /vpcIdRef\.name: Required value/ },
    { name: 'an optional reference', forProvider: { vpcIdRef: { policy: { resolution: 'Optional', resolve: 'Always' } } } },
    {
      name: 'both ways to name a zone',
      forProvider: { availabilityZoneId: 'use1-az1' },
      refused: /at most one of availabilityZone, availabilityZoneId/,
    },
    { name: 'no range', forProvider: { cidrBlock: null }, refused: /one of cidrBlock, ipv6CidrBlock is required/ },
    { name: 'IPv6 alone', forProvider: { cidrBlock: null, ipv6Native: true, ipv6CidrBlock: '2001:db8:0:1::/64' } },
    {
      name: 'IPv6 alone with an IPv4 range',
      forProvider: { ipv6Native: true },
      refused: /cidrBlock must be left out where ipv6Native is true/,
    },
    { name: 'an IPv4 range for an IPv6 one', forProvider: { ipv6CidrBlock: '10.0.0.0/64' }, refused: /cidr|IPv6/ },
    {
      name: 'an Outpost',
      forProvider: { outpostArn: 'arn:aws:outposts:x' },
      refused: /outpostArn is not supported: Outposts are not supported yet/,
    },
  ],
  'ec2/internet-gateway.yaml': [
    { name: 'no VPC: attached later', forProvider: { vpcIdSelector: null } },
    { name: 'a controller reference', forProvider: { vpcIdSelector: { matchControllerRef: true, matchLabels: null } } },
    { name: 'labels that are no strings', forProvider: { vpcIdSelector: { matchLabels: { a: 1 } } }, refused: /matchLabels\.a/ },
  ],
  'ec2/route-table.yaml': [
    { name: 'no VPC', forProvider: { vpcIdRef: null }, refused: /vpcId or vpcIdRef or vpcIdSelector is required/ },
    { name: 'routes of its own', forProvider: { route: [] }, refused: /unknown field "spec\.forProvider\.route"/ },
  ],
  'ec2/route.yaml': [
    { name: 'no destination', forProvider: { destinationCidrBlock: null }, refused: /one of destinationCidrBlock, .* is required/ },
    { name: 'two destinations', forProvider: { destinationIpv6CidrBlock: '::/0' }, refused: /at most one of destinationCidrBlock/ },
    { name: 'no target', forProvider: { gatewayIdRef: null }, refused: /one of carrierGatewayId, .* is required/ },
    { name: 'two targets', forProvider: { natGatewayId: 'nat-0a' }, refused: /at most one of carrierGatewayId/ },
    {
      name: 'a reference to a kind of a later release',
      forProvider: { gatewayIdRef: null, natGatewayIdRef: { name: 'n' } },
      refused: /natGatewayIdRef is not supported: this release has no kind NATGateway; give natGatewayId itself/,
    },
    { name: 'that kind by id', forProvider: { gatewayIdRef: null, natGatewayId: 'nat-0a' } },
  ],
  'ec2/route-table-association.yaml': [
    { name: 'neither subnet nor gateway', forProvider: { subnetIdRef: null }, refused: /one of gatewayId or .* is required/ },
    { name: 'both', forProvider: { gatewayId: 'igw-0a' }, refused: /at most one of gatewayId, subnetId/ },
    { name: 'a gateway', forProvider: { subnetIdRef: null, gatewayIdSelector: { matchLabels: { a: 'b' } } } },
  ],
  'ec2/security-group.yaml': [
    { name: "AWS's own name", forProvider: { name: 'default' }, refused: /must not be "default"/ },
    { name: 'a name like an id', forProvider: { name: 'sg-1' }, refused: /must not begin with "sg-"/ },
    { name: 'a name with a character that AWS does not take', forProvider: { name: 'straße' }, refused: /spec\.forProvider\.name/ },
    { name: 'no name: that of the object', forProvider: { name: null } },
    { name: 'an empty description', forProvider: { description: '' }, refused: /description/ },
  ],
  'ec2/security-group-rule.yaml': [
    { name: 'no direction', forProvider: { type: null }, refused: /forProvider\.type is required/ },
    { name: 'an unknown direction', forProvider: { type: 'in' }, refused: /"ingress", "egress"/ },
    {
      name: 'no other end',
      forProvider: { cidrBlockRefs: null },
      refused: /one of cidrBlocks or cidrBlockRefs or cidrBlockSelector, .*self.* is required/,
    },
    { name: 'itself as the other end', forProvider: { cidrBlockRefs: null, self: true } },
    {
      name: 'ranges of both families, and a group',
      forProvider: { cidrBlocks: ['10.0.0.0/8'], ipv6CidrBlocks: ['::/0'], sourceSecurityGroupId: 'sg-0a' },
    },
    { name: 'one range twice', forProvider: { cidrBlocks: ['10.0.0.0/8', '10.0.0.0/8'] }, refused: /Duplicate value/ },
    { name: 'an IPv6 range among IPv4 ones', forProvider: { cidrBlocks: ['::/0'] }, refused: /must be an IPv4 CIDR block/ },
    { name: 'ports the wrong way round', forProvider: { fromPort: 5433 }, refused: /fromPort must not be greater than toPort/ },
    { name: 'ICMP, whose code may be below its type', forProvider: { protocol: 'icmp', fromPort: 8, toPort: -1 } },
    { name: 'a port that there is not', forProvider: { toPort: 65536 }, refused: /toPort/ },
    { name: 'an unknown protocol', forProvider: { protocol: 'http' }, refused: /spec\.forProvider\.protocol/ },
  ],
  'rds/subnet-group.yaml': [
    { name: 'no subnets', forProvider: { subnetIdSelector: null }, refused: /subnetIds or subnetIdRefs or subnetIdSelector is required/ },
    { name: 'subnets by id', forProvider: { subnetIdSelector: null, subnetIds: ['subnet-0a', 'subnet-0b'] } },
    {
      name: 'a name that AWS does not take',
      forProvider: {},
      metadata: { name: '1-shop' },
      refused: /metadata\.name must be a name that AWS takes for the SubnetGroup/,
    },
  ],
  'rds/instance.yaml': [
    { name: 'no class', forProvider: { instanceClass: null }, refused: /forProvider\.instanceClass is required/ },
    {
      name: 'no password',
      forProvider: { autoGeneratePassword: null, passwordSecretRef: null },
      refused: /one of passwordSecretRef, manageMasterUserPassword is required/,
    },
    {
      name: 'a generated password that goes nowhere',
      forProvider: { passwordSecretRef: null, manageMasterUserPassword: false },
      refused: /autoGeneratePassword needs passwordSecretRef/,
    },
    {
      name: 'a password that RDS keeps',
      forProvider: { autoGeneratePassword: null, passwordSecretRef: null, manageMasterUserPassword: true },
    },
    {
      name: 'a password from two places',
      forProvider: { manageMasterUserPassword: true },
      refused: /either manageMasterUserPassword or passwordSecretRef/,
    },
    { name: 'a password in spec', forProvider: { password: 'x' }, refused: /unknown field "spec\.forProvider\.password"/ },
    {
      name: 'blue/green updates',
      forProvider: { blueGreenUpdate: { enabled: true } },
      refused: /blueGreenUpdate is not supported: blue\/green/,
    },
    { name: 'S3 import', forProvider: { s3Import: { bucketName: 'b' } }, refused: /s3Import is not supported/ },
    {
      name: 'a write-only password',
      forProvider: { passwordWoSecretRef: { name: 'a', key: 'b' } },
      refused: /passwordWoSecretRef is not supported: use passwordSecretRef/,
    },
    {
      name: 'a monitoring interval that there is not',
      forProvider: { monitoringInterval: 7 },
      refused: /must be 0, 1, 5, 10, 15, 30 or 60/,
    },
    {
      name: 'an insights retention that there is not',
      forProvider: { performanceInsightsRetentionPeriod: 30 },
      refused: /7, 731 or a multiple of 31/,
    },
    {
      name: 'a zone for two instances',
      forProvider: { multiAz: true, availabilityZone: 'us-east-1a' },
      refused: /availabilityZone must be left out/,
    },
    {
      name: 'a key for storage that is not encrypted',
      forProvider: { storageEncrypted: false, kmsKeyId: 'alias/x' },
      refused: /kmsKeyId needs storageEncrypted/,
    },
    { name: 'a window without minutes', forProvider: { maintenanceWindow: 'mon:3-mon:4' }, refused: /maintenanceWindow/ },
    { name: 'a maintenance window', forProvider: { maintenanceWindow: 'Mon:03:00-Mon:04:00' } },
    { name: 'too many days of backups', forProvider: { backupRetentionPeriod: 36 }, refused: /backupRetentionPeriod/ },
    {
      name: 'a name that AWS does not take',
      forProvider: {},
      metadata: { name: 'shop.database' },
      refused: /metadata\.name must be a name that AWS takes for the Instance/,
    },
    { name: 'such a name beside an identifier', forProvider: { identifier: 'shop-database' }, metadata: { name: 'shop.database' } },
    {
      name: 'an identifier with two hyphens in a row',
      forProvider: { identifier: 'shop--database' },
      refused: /spec\.forProvider\.identifier/,
    },
  ],
};
