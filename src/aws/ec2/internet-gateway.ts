import type { InternetGateway, InternetGatewayAttachment } from '@aws-sdk/client-ec2';
import type { CloudCall, Where } from '../../engine/cloud.ts';
import type { DeleteContext, UpdateContext } from '../../engine/kind.ts';
import type { Observation } from '../../engine/observation.ts';
import type { AwsKind } from '../aws-kind.ts';
import { ec2Call } from '../call.ts';
import { arn } from '../shared/arn.ts';
import { changeOf } from '../shared/changes.ts';
import { compact } from '../shared/compact.ts';
import { reader } from '../shared/reader.ts';
import { observedTags } from '../shared/tags.ts';
import { ec2Sources } from './shared/ec2-sources.ts';
import { ec2TagCalls, tagSpecifications } from './shared/ec2-tags.ts';
import { ec2Timing } from './shared/ec2-timing.ts';
import { internetGatewaySchema } from './internet-gateway.schema.ts';

/** An internet gateway. It is made unattached; attaching it to its VPC is an ordinary update of `vpcId`, so a crash between loses nothing. */
export const internetGateway: AwsKind = {
  schema: internetGatewaySchema,
  unknownOutcome: 'window',
  tagged: true,
  ...ec2Timing,
  source: ec2Sources.internetGateways,
  observe: (item: InternetGateway, where, seenAt) => [observe(item, where, seenAt)],

  canonical: (desired) => desired,
  claims: () => [],

  create: (context) => [ec2Call('CreateInternetGateway', { TagSpecifications: tagSpecifications('internet-gateway', context) })],
  created: (output, { where }, seenAt) => {
    const item = output['InternetGateway'] as InternetGateway | undefined;
    return item?.InternetGatewayId === undefined ? undefined : observe(item, where, seenAt);
  },
  update,
  tag: ({ observed }, set, remove) => ec2TagCalls([observed.key], set, remove),
  delete: deleteCalls,
  deleteEmpty: ({ key }) => [ec2Call('DeleteInternetGateway', { InternetGatewayId: key })],
};

function observe(item: InternetGateway, where: Where, seenAt: number): Observation {
  const id = item.InternetGatewayId ?? '';
  return {
    key: id,
    ...observedTags(item.Tags),
    fields: compact({ vpcId: item.Attachments?.find(isAttached)?.VpcId }),
    atProvider: compact({ id, arn: arn(where, 'ec2', `internet-gateway/${id}`, item.OwnerId), ownerId: item.OwnerId }),
    state: { phase: 'usable', reason: 'Available' },
    seenAt,
  };
}

/** The API reference has `attached`, the service answers `available`. */
function isAttached({ State: state }: InternetGatewayAttachment): boolean {
  return state === 'attached' || state === 'attaching' || (state as string) === 'available';
}

/** A gateway is attached to one VPC at most. */
function update({ observed, changes }: UpdateContext): readonly CloudCall[] {
  const change = changeOf(changes, 'vpcId');
  if (change === undefined) return [];
  const attach =
    typeof change.to === 'string' ? [ec2Call('AttachInternetGateway', { InternetGatewayId: observed.key, VpcId: change.to })] : [];
  return [...detachCalls(observed), ...attach];
}

function deleteCalls({ observed }: DeleteContext): readonly CloudCall[] {
  return [...detachCalls(observed), ec2Call('DeleteInternetGateway', { InternetGatewayId: observed.key })];
}

function detachCalls({ key, fields }: Observation): readonly CloudCall[] {
  const vpcId = reader(fields).text('vpcId');
  return vpcId === undefined ? [] : [ec2Call('DetachInternetGateway', { InternetGatewayId: key, VpcId: vpcId })];
}
