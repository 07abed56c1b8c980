import type { DBSubnetGroup, ListTagsForResourceCommandOutput } from '@aws-sdk/client-rds';
import type { CloudCall, Where } from '../../engine/cloud.ts';
import type { CreateContext, KindContext, UpdateContext } from '../../engine/kind.ts';
import type { CloudState, Observation } from '../../engine/observation.ts';
import type { AwsKind, DeepPart, DeepValues } from '../aws-kind.ts';
import { rdsCall } from '../call.ts';
import { arn } from '../shared/arn.ts';
import { camelCase } from '../shared/camel-case.ts';
import { changeOf } from '../shared/changes.ts';
import { compact } from '../shared/compact.ts';
import { defaultDescription } from '../shared/default-description.ts';
import { reader } from '../shared/reader.ts';
import { tagRecord } from '../shared/tags.ts';
import { rdsSources } from './shared/rds-sources.ts';
import { newTags, rdsTagCalls } from './shared/rds-tags.ts';
import { rdsTiming } from './shared/rds-timing.ts';
import { subnetGroupSchema } from './subnet-group.schema.ts';

/** The listing shows no tags. */
const tagsPart: DeepPart = {
  name: 'tags',
  fields: ['tags'],
  keysPerRead: 1,
  read: async (send, observations) => {
    const values = new Map<string, DeepValues>();
    for (const observation of observations) {
      const output = (await send('rds', 'ListTagsForResource', {
        ResourceName: arnOf(observation),
      })) as Partial<ListTagsForResourceCommandOutput>;
      values.set(observation.key, { tags: tagRecord(output.TagList) });
    }
    return values;
  },
};

/** A DB subnet group, known by its name, which AWS keeps in lower case. */
export const subnetGroup: AwsKind = {
  schema: subnetGroupSchema,
  unknownOutcome: 'repeat',
  tagged: true,
  ...rdsTiming,
  source: rdsSources.subnetGroups,
  observe: (item: DBSubnetGroup, where, seenAt) => [observe(item, where, seenAt)],
  deep: [tagsPart],

  canonical: (desired) => desired,
  canonicalName: (name) => name.toLowerCase(),
  externalName: nameOf,
  // In lower case, so that two objects that write the name differently are seen to mean the same.
  claims: (context) => [nameOf(context)],

  create: (context) => [createCall(context)],
  created,
  update,
  tag: ({ observed }, set, remove) => rdsTagCalls(arnOf(observed), set, remove),
  delete: ({ observed }) => [rdsCall('DeleteDBSubnetGroup', { DBSubnetGroupName: observed.key })],
};

function nameOf({ name, externalName = name }: KindContext): string {
  return externalName.toLowerCase();
}

function observe(item: DBSubnetGroup, where: Where, seenAt: number): Observation {
  const name = item.DBSubnetGroupName ?? '';
  const itsArn = item.DBSubnetGroupArn ?? arn(where, 'rds', `subgrp:${name}`);
  return {
    key: name,
    aliases: [itsArn],
    fields: compact({
      description: item.DBSubnetGroupDescription,
      subnetIds: (item.Subnets ?? []).map((subnet) => subnet.SubnetIdentifier ?? '').toSorted(),
    }),
    unknown: ['tags'],
    atProvider: compact({ id: name, arn: itsArn, vpcId: item.VpcId, supportedNetworkTypes: item.SupportedNetworkTypes }),
    state: stateOf(item.SubnetGroupStatus ?? 'Complete'),
    seenAt,
  };
}

function stateOf(status: string): CloudState {
  if (status === 'Complete') return { phase: 'usable', reason: 'Complete' };
  return { phase: 'impaired', reason: camelCase(status), message: status };
}

function createCall(context: CreateContext): CloudCall {
  const desired = reader(context.desired);
  return rdsCall('CreateDBSubnetGroup', {
    DBSubnetGroupName: nameOf(context),
    DBSubnetGroupDescription: desired.text('description') ?? defaultDescription,
    SubnetIds: desired.texts('subnetIds') ?? [],
    Tags: newTags(context),
  });
}

function created(output: Observation['fields'], context: CreateContext, seenAt: number): Observation | undefined {
  const item = output['DBSubnetGroup'] as DBSubnetGroup | undefined;
  if (item?.DBSubnetGroupName === undefined) return undefined;
  const { unknown: _tagsAreKnown, ...observation } = observe(item, context.where, seenAt);
  return { ...observation, owner: context.owner, tags: context.tags };
}

/** The call takes the subnets whatever changes. */
function update({ observed, desired, changes }: UpdateContext): readonly CloudCall[] {
  const description = changeOf(changes, 'description');
  const subnetIds = reader(desired).texts('subnetIds') ?? reader(observed.fields).texts('subnetIds') ?? [];
  const described = description === undefined ? {} : { DBSubnetGroupDescription: String(description.to) };
  return [rdsCall('ModifyDBSubnetGroup', { DBSubnetGroupName: observed.key, SubnetIds: subnetIds, ...described })];
}

function arnOf({ atProvider }: Observation): string {
  return reader(atProvider).text('arn') ?? '';
}
