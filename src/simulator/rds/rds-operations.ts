import type { Operation } from '../core/operation.ts';
import { createInstance } from './create-instance.ts';
import { deleteInstance } from './delete-instance.ts';
import { describeInstances } from './describe-instances.ts';
import { modifyInstance } from './modify-instance.ts';
import { addTags, listTags, removeTags } from './resource-tags.ts';
import { deleteSnapshot, describeSnapshots } from './snapshots.ts';
import { createSubnetGroup, deleteSubnetGroup, describeSubnetGroups, modifySubnetGroup } from './subnet-groups.ts';

/** Behaviour of RDS: what the controller and its tests call. */
export const rdsOperations: Readonly<Record<string, Operation>> = {
  AddTagsToResource: addTags,
  CreateDBInstance: createInstance,
  CreateDBSubnetGroup: createSubnetGroup,
  DeleteDBInstance: deleteInstance,
  DeleteDBSnapshot: deleteSnapshot,
  DeleteDBSubnetGroup: deleteSubnetGroup,
  DescribeDBInstances: describeInstances,
  DescribeDBSnapshots: describeSnapshots,
  DescribeDBSubnetGroups: describeSubnetGroups,
  ListTagsForResource: listTags,
  ModifyDBInstance: modifyInstance,
  ModifyDBSubnetGroup: modifySubnetGroup,
  RemoveTagsFromResource: removeTags,
};
