/** What a contributor writes to add a kind, by path: its schema, its behaviour, its example and its test. */
export const carrierGatewayFiles: Readonly<Record<string, string>> = {
  'src/aws/ec2/carrier-gateway.schema.ts': `import type { KindSchema } from '../../engine/schema/kind-schema.ts';
import { arnField, ownerIdField, tagsField } from '../common-fields.ts';

export const carrierGatewaySchema = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'CarrierGateway',
  plural: 'carriergateways',
  description: 'The way from a VPC to the network of a telephone company.',
  externalName: { from: 'assigned', description: 'The gateway id, which AWS gives when it creates the gateway.', example: 'cagw-0a1b2c3d4e5f60718' },
  forProvider: {
    tags: tagsField('CreateCarrierGateway.TagSpecifications'),
    vpcId: {
      type: 'string',
      description: 'Id of the VPC that the gateway is for.',
      aws: 'CreateCarrierGateway.VpcId',
      createOnly: true,
      required: true,
      pattern: '^vpc-[0-9a-z]+$',
      maxLength: 64,
      reference: { kind: 'VPC' },
    },
  },
  atProvider: { arn: arnField, ownerId: ownerIdField },
} as const satisfies KindSchema;
`,
  'src/aws/ec2/carrier-gateway.ts': `import type { CarrierGateway } from '@aws-sdk/client-ec2';
import type { Where } from '../../engine/cloud.ts';
import type { Observation } from '../../engine/observation.ts';
import type { AwsKind, Source } from '../aws-kind.ts';
import { ec2Call } from '../call.ts';
import { arn } from '../shared/arn.ts';
import { compact } from '../shared/compact.ts';
import { reader } from '../shared/reader.ts';
import { observedTags } from '../shared/tags.ts';
import { carrierGatewaySchema } from './carrier-gateway.schema.ts';
import { ec2TagCalls, tagSpecifications } from './shared/ec2-tags.ts';
import { ec2Timing } from './shared/ec2-timing.ts';

const source = {
  service: 'ec2',
  operation: 'DescribeCarrierGateways',
  items: 'CarrierGateways',
  pageSize: 1000,
  tagFilter: true,
  idFilter: 'carrier-gateway-id',
  idsPerCall: 200,
  idOf: (item: CarrierGateway) => item.CarrierGatewayId ?? '',
} satisfies Source;

/** A carrier gateway: made with its client token, so that a call whose answer was lost may be made again. */
export const carrierGateway: AwsKind = {
  schema: carrierGatewaySchema,
  unknownOutcome: 'token',
  tagged: true,
  ...ec2Timing,
  source,
  observe: (item: CarrierGateway, where, seenAt) => [observe(item, where, seenAt)],

  canonical: (desired) => desired,
  claims: () => [],

  create: (context) => [
    ec2Call('CreateCarrierGateway', {
      VpcId: reader(context.desired).text('vpcId') ?? '',
      ClientToken: context.token,
      TagSpecifications: tagSpecifications('carrier-gateway', context),
    }),
  ],
  created: (output, { where }, seenAt) => {
    const item = output['CarrierGateway'] as CarrierGateway | undefined;
    return item?.CarrierGatewayId === undefined ? undefined : observe(item, where, seenAt);
  },
  update: () => [],
  tag: ({ observed }, set, remove) => ec2TagCalls([observed.key], set, remove),
  delete: ({ observed }) => [ec2Call('DeleteCarrierGateway', { CarrierGatewayId: observed.key })],
};

function observe(item: CarrierGateway, where: Where, seenAt: number): Observation {
  const id = item.CarrierGatewayId ?? '';
  return {
    key: id,
    ...observedTags(item.Tags),
    fields: compact({ vpcId: item.VpcId }),
    atProvider: compact({ id, arn: arn(where, 'ec2', \`carrier-gateway/\${id}\`, item.OwnerId), ownerId: item.OwnerId }),
    state: { phase: 'usable', reason: 'Available' },
    seenAt,
  };
}
`,
  'examples/ec2/carrier-gateway.yaml': `apiVersion: ec2.aws.evenkeel.dev/v1beta1
kind: CarrierGateway
metadata:
  name: shop
spec:
  forProvider:
    region: us-east-1
    vpcIdRef:
      name: shop
    tags:
      Name: shop
`,
  'test/unit/aws/ec2/carrier-gateway.test.ts': `import assert from 'node:assert/strict';
import { carrierGateway } from '../../../../src/aws/ec2/carrier-gateway.ts';
import { callsFor, contextOf, observationOf, shown, tagsOf } from '../kind-case.ts';

const seen = observationOf(carrierGateway, { CarrierGatewayId: 'cagw-1', VpcId: 'vpc-1', OwnerId: '111122223333', Tags: tagsOf(carrierGateway) });

describe('CarrierGateway', () => {
  it('leaves alone what is as wanted', () => assert.deepEqual(callsFor(carrierGateway, { vpcId: 'vpc-1' }, seen), []));
  it('deletes by id', () =>
    assert.deepEqual(carrierGateway.delete({ ...contextOf(carrierGateway, {}), observed: seen }).map(shown), [
      ['DeleteCarrierGateway', { CarrierGatewayId: 'cagw-1' }],
    ]));
});
`,
};
