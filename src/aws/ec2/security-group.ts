import type { SecurityGroup } from '@aws-sdk/client-ec2';
import type { CloudCall, Where } from '../../engine/cloud.ts';
import type { CreateContext, DeleteContext, KindContext, UpdateContext } from '../../engine/kind.ts';
import type { FieldValues, Observation, Tags } from '../../engine/observation.ts';
import { ownerTagKeys } from '../../engine/ownership/owner-tags.ts';
import type { AwsKind, NaturalKey } from '../aws-kind.ts';
import { ec2Call } from '../call.ts';
import { arn } from '../shared/arn.ts';
import { compact } from '../shared/compact.ts';
import { defaultDescription } from '../shared/default-description.ts';
import { reader } from '../shared/reader.ts';
import { observedTags } from '../shared/tags.ts';
import { egressRevokedMark, revokeDefaultEgress } from './shared/default-egress.ts';
import { ec2Sources } from './shared/ec2-sources.ts';
import { ec2TagCalls, tagSpecifications } from './shared/ec2-tags.ts';
import { ec2Timing } from './shared/ec2-timing.ts';
import { permissionInput } from './shared/permission-input.ts';
import { shownPermissions } from './shared/permissions.ts';
import { securityGroupSchema } from './security-group.schema.ts';

/** A security group. AWS refuses a second one of its name in a VPC, so (VPC, name) is its natural key. */
export const securityGroup: AwsKind = {
  schema: securityGroupSchema,
  unknownOutcome: 'repeat',
  tagged: true,
  ...ec2Timing,
  source: ec2Sources.securityGroups,
  observe: (item: SecurityGroup, where, seenAt) => [observe(item, where, seenAt)],

  canonical: (desired) => desired,
  claims: (context) => {
    const vpcId = reader(context.desired).text('vpcId');
    return vpcId === undefined ? [] : [`${vpcId}|${nameOf(context)}`];
  },
  natural,

  create: (context) => [createCall(context)],
  created,
  // Name, description and VPC are for ever; there is nothing else to change but tags.
  update: () => [],
  tag,
  settle: revokeDefaultEgress,
  delete: deleteCalls,
};

function observe(item: SecurityGroup, where: Where, seenAt: number): Observation {
  const id = item.GroupId ?? '';
  return {
    key: id,
    ...observedTags(item.Tags),
    fields: compact({ name: item.GroupName, description: item.Description, vpcId: item.VpcId }),
    atProvider: compact({
      id,
      arn: item.SecurityGroupArn ?? arn(where, 'ec2', `security-group/${id}`, item.OwnerId),
      ownerId: item.OwnerId,
      ingress: shownPermissions(item.IpPermissions, id),
      egress: shownPermissions(item.IpPermissionsEgress, id),
    }),
    state: { phase: 'usable', reason: 'Available' },
    seenAt,
  };
}

function nameOf({ desired, name }: KindContext): string {
  return reader(desired).text('name') ?? name;
}

function natural(context: KindContext): NaturalKey | undefined {
  const vpcId = reader(context.desired).text('vpcId');
  if (vpcId === undefined) return undefined;
  return {
    filters: [
      { Name: 'vpc-id', Values: [vpcId] },
      { Name: 'group-name', Values: [nameOf(context)] },
    ],
  };
}

function createCall(context: CreateContext): CloudCall {
  const desired = reader(context.desired);
  return ec2Call(
    'CreateSecurityGroup',
    compact({
      GroupName: nameOf(context),
      Description: desired.text('description') ?? defaultDescription,
      VpcId: desired.text('vpcId'),
      TagSpecifications: tagSpecifications('security-group', context, { [egressRevokedMark]: 'false' }),
    }),
  );
}

/** The answer shows no rules, so the group counts as on its way until a read shows the one that has to be taken away. */
function created(output: FieldValues, context: CreateContext, seenAt: number): Observation | undefined {
  const { where, desired, owner, tags } = context;
  const answer = reader(output);
  const id = answer.text('GroupId');
  if (id === undefined) return undefined;
  const { vpcId, description = defaultDescription } = desired;
  return {
    key: id,
    owner,
    tags,
    marks: { [egressRevokedMark]: 'false' },
    fields: compact({ name: nameOf(context), description, vpcId }),
    atProvider: { id, arn: answer.text('SecurityGroupArn') ?? arn(where, 'ec2', `security-group/${id}`) },
    state: { phase: 'pending', reason: 'Creating' },
    seenAt,
  };
}

/** Who takes the owner tags away takes our note with them. */
function tag({ observed }: UpdateContext, set: Tags, remove: readonly string[]): readonly CloudCall[] {
  const isReleased = remove.includes(ownerTagKeys.uid) && observed.marks?.[egressRevokedMark] !== undefined;
  return ec2TagCalls([observed.key], set, isReleased ? [...remove, egressRevokedMark] : remove);
}

function deleteCalls({ observed, desired }: DeleteContext): readonly CloudCall[] {
  const revoke = reader(desired).flag('revokeRulesOnDelete') === true ? revokeAll(observed) : [];
  return [...revoke, ec2Call('DeleteSecurityGroup', { GroupId: observed.key })];
}

function revokeAll({ key, atProvider }: Observation): readonly CloudCall[] {
  const permissions = (direction: string) => permissionInput((atProvider[direction] ?? []) as readonly FieldValues[], key);
  const ingress = permissions('ingress');
  const egress = permissions('egress');
  return [
    ...(ingress.length === 0 ? [] : [ec2Call('RevokeSecurityGroupIngress', { GroupId: key, IpPermissions: ingress })]),
    ...(egress.length === 0 ? [] : [ec2Call('RevokeSecurityGroupEgress', { GroupId: key, IpPermissions: egress })]),
  ];
}
