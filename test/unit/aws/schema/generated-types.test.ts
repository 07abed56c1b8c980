import assert from 'node:assert/strict';
import type { InternetGatewayForProvider } from '../../../../src/aws/generated/ec2-internet-gateway.ts';
import type { RouteTableAssociationForProvider } from '../../../../src/aws/generated/ec2-route-table-association.ts';
import type { RouteTableForProvider } from '../../../../src/aws/generated/ec2-route-table.ts';
import type { RouteForProvider } from '../../../../src/aws/generated/ec2-route.ts';
import type { SecurityGroupRuleForProvider } from '../../../../src/aws/generated/ec2-security-group-rule.ts';
import type { SecurityGroupForProvider } from '../../../../src/aws/generated/ec2-security-group.ts';
import type { SubnetForProvider } from '../../../../src/aws/generated/ec2-subnet.ts';
import type { VPCForProvider } from '../../../../src/aws/generated/ec2-vpc.ts';
import { kindSchemas } from '../../../../src/aws/generated/kind-schemas.ts';
import type { InstanceForProvider } from '../../../../src/aws/generated/rds-instance.ts';
import type { SubnetGroupForProvider } from '../../../../src/aws/generated/rds-subnet-group.ts';
import { createValidator } from '../../../../src/engine/schema/validator.ts';

const region = 'us-east-1';

/** One typed value a kind: what the types allow, the validator has to accept. */
const values: Readonly<Record<string, object>> = {
  VPC: { region, cidrBlock: '10.0.0.0/16', instanceTenancy: 'default', tags: { Name: 'shop' } } satisfies VPCForProvider,
  Subnet: { region, cidrBlock: '10.0.1.0/24', vpcIdRef: { name: 'shop', policy: { resolution: 'Optional' } } } satisfies SubnetForProvider,
  InternetGateway: { region, vpcIdSelector: { matchLabels: { network: 'shop' } } } satisfies InternetGatewayForProvider,
  RouteTable: { region, vpcId: 'vpc-0a' } satisfies RouteTableForProvider,
  Route: { region, routeTableId: 'rtb-0a', destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-0a' } satisfies RouteForProvider,
  RouteTableAssociation: { region, routeTableIdRef: { name: 'a' }, subnetIdRef: { name: 'b' } } satisfies RouteTableAssociationForProvider,
  SecurityGroup: { region, name: 'shop', vpcIdRef: { name: 'shop' } } satisfies SecurityGroupForProvider,
  SecurityGroupRule: {
    region,
    securityGroupIdRef: { name: 'shop' },
    type: 'ingress',
    protocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    cidrBlocks: ['10.0.0.0/8'],
    cidrBlockRefs: [{ name: 'shop' }],
  } satisfies SecurityGroupRuleForProvider,
  SubnetGroup: { region, subnetIdSelector: { matchControllerRef: true } } satisfies SubnetGroupForProvider,
  Instance: {
    region,
    engine: 'postgres',
    instanceClass: 'db.t4g.micro',
    allocatedStorage: 20,
    username: 'shop',
    passwordSecretRef: { name: 'password', key: 'password' },
    enabledCloudwatchLogsExports: ['postgresql'],
  } satisfies InstanceForProvider,
};

describe('generated types', () => {
  for (const schema of kindSchemas) {
    it(`of ${schema.kind} allow what its validator accepts`, () => {
      const forProvider = values[schema.kind];
      assert.ok(forProvider, 'there is a value of this type');
      assert.deepEqual(createValidator(schema)({ kind: schema.kind, spec: { forProvider } }), []);
    });
  }
});
