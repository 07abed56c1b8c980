import type { ResourceType, TagSpecification } from '@aws-sdk/client-ec2';
import type { CloudCall } from '../../../engine/cloud.ts';
import type { CreateContext } from '../../../engine/kind.ts';
import type { Tags } from '../../../engine/observation.ts';
import { ownerTags } from '../../../engine/ownership/owner-tags.ts';
import { ec2Call } from '../../call.ts';
import { tagList } from '../../shared/tags.ts';

/** All tags of a new resource: users', default and owner tags, and what the kind notes for itself. */
export function tagSpecifications(
  type: ResourceType,
  context: Pick<CreateContext, 'tags' | 'owner'>,
  marks: Tags = {},
): TagSpecification[] {
  return [{ ResourceType: type, Tags: tagList({ ...context.tags, ...ownerTags(context.owner), ...marks }) }];
}

/** Calls that set and remove tags of EC2 resources, each only where there is something to do. */
export function ec2TagCalls(ids: readonly string[], set: Tags, remove: readonly string[]): readonly CloudCall[] {
  const calls: CloudCall[] = [];
  if (Object.keys(set).length > 0) calls.push(ec2Call('CreateTags', { Resources: ids, Tags: tagList(set) }));
  if (remove.length > 0) calls.push(ec2Call('DeleteTags', { Resources: ids, Tags: remove.map((Key) => ({ Key })) }));
  return calls;
}
