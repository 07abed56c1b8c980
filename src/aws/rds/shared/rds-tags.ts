import type { CloudCall } from '../../../engine/cloud.ts';
import type { CreateContext } from '../../../engine/kind.ts';
import type { Tags } from '../../../engine/observation.ts';
import { ownerTags } from '../../../engine/ownership/owner-tags.ts';
import { rdsCall } from '../../call.ts';
import { tagList } from '../../shared/tags.ts';

/** All tags of a new resource: users', default and owner tags. */
export function newTags({ tags, owner }: CreateContext): { Key: string; Value: string }[] {
  return tagList({ ...tags, ...ownerTags(owner) });
}

/** Calls that set and remove tags of an RDS resource, each only where there is something to do. */
export function rdsTagCalls(arn: string, set: Tags, remove: readonly string[]): readonly CloudCall[] {
  const calls: CloudCall[] = [];
  if (Object.keys(set).length > 0) calls.push(rdsCall('AddTagsToResource', { ResourceName: arn, Tags: tagList(set) }));
  if (remove.length > 0) calls.push(rdsCall('RemoveTagsFromResource', { ResourceName: arn, TagKeys: remove }));
  return calls;
}
