import type { CreateTagsRequest, DeleteTagsRequest, DescribeTagsRequest, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { missingParameter, unknownIds } from './ec2-errors.ts';
import { ec2State } from './ec2-state.ts';
import { filtered } from './filters.ts';
import { withTags } from './tag-specifications.ts';
import { taggedTypes } from './tagged-types.ts';

export function createTags(input: Members, context: CallContext): Members {
  const { Resources = [], Tags = [] }: Partial<CreateTagsRequest> = input;
  if (Tags.length === 0) throw missingParameter('tagSet');
  changeTags(Resources, (tags) => withTags(tags, Tags), context);
  return {};
}

/** A tag with a value goes only where it has that value; without tags all go. */
export function deleteTags(input: Members, context: CallContext): Members {
  const { Resources = [], Tags }: Partial<DeleteTagsRequest> = input;
  const isGone = (tag: Tag): boolean =>
    Tags === undefined || Tags.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value));
  changeTags(Resources, (tags) => tags.filter((tag) => !isGone(tag)), context);
  return {};
}

/** All of the resources or none. */
function changeTags(resources: readonly string[], make: (tags: readonly Tag[]) => Tag[], { state, now }: CallContext): void {
  if (resources.length === 0) throw missingParameter('resourceIdSet');
  const ec2 = state.of(ec2State);
  const found = resources.map((id) => {
    const type = taggedTypes.find(({ prefix }) => id.startsWith(prefix));
    if (type === undefined) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
    if (!type.has(ec2, id, now)) throw unknownIds(type.idType, [id]);
    return { id, type };
  });
  for (const { id, type } of found) type.changeTags(ec2, { id, make }, now);
}

export function describeTags(input: Members, { state, now, settings }: CallContext): Members {
  const { Filters }: Partial<DescribeTagsRequest> = input;
  const ec2 = state.of(ec2State);
  const all = taggedTypes.flatMap((type) =>
    type
      .shownTags(ec2, (table) => table.allShown(now, settings))
      .flatMap(({ id, tags }) =>
        tags.map(({ Key, Value }) => ({ ResourceId: id, ResourceType: type.resourceType, Key, Value, Tags: [{ Key, Value }] })),
      ),
  );
  const shown = filtered(all, Filters, {
    key: (tag) => tag.Key,
    'resource-id': (tag) => tag.ResourceId,
    'resource-type': (tag) => tag.ResourceType,
    value: (tag) => tag.Value,
  });
  return { Tags: shown };
}
