import type { AddTagsToResourceMessage, ListTagsForResourceMessage, RemoveTagsFromResourceMessage, Tag } from '@aws-sdk/client-rds';
import type { CallContext, Members } from '../core/operation.ts';
import type { Table } from '../core/table.ts';
import { rdsArn } from './hosts.ts';
import { invalidValue, notFound, unsupported } from './rds-errors.ts';
import { rdsKey } from './rds-state.ts';
import { withoutTags, withTags } from './tags.ts';

/** What an ARN names. */
interface Tagged {
  /** What Describe calls show by now. */
  shown(): readonly Tag[];
  change(tags: (before: readonly Tag[]) => Tag[]): void;
}

export function listTags(input: Members, context: CallContext): Members {
  const { ResourceName = '', Filters }: Partial<ListTagsForResourceMessage> = input;
  if (Filters !== undefined && Filters.length > 0) throw unsupported('filters of ListTagsForResource');
  return { TagList: taggedOf(ResourceName, context).shown() };
}

export function addTags(input: Members, context: CallContext): Members {
  const { ResourceName = '', Tags = [] }: Partial<AddTagsToResourceMessage> = input;
  taggedOf(ResourceName, context).change((before) => withTags(before, Tags));
  return {};
}

export function removeTags(input: Members, context: CallContext): Members {
  const { ResourceName = '', TagKeys = [] }: Partial<RemoveTagsFromResourceMessage> = input;
  taggedOf(ResourceName, context).change((before) => withoutTags(before, TagKeys));
  return {};
}

function taggedOf(arn: string, context: CallContext): Tagged {
  const [, kind = '', name = ''] = /^arn:[^:]*:rds:[^:]*:[^:]*:([^:]*):(.*)$/.exec(arn) ?? [];
  if (name === '' || arn.toLowerCase() !== rdsArn(kind, name, context).toLowerCase()) throw invalidValue(`Invalid resource name: ${arn}`);
  const { instances, snapshots, subnetGroups } = context.state.of(rdsKey);
  const id = name.toLowerCase();
  switch (kind) {
    case 'db':
      return taggedRow(instances, id, () => notFound.instance(name), context);
    case 'snapshot':
      return taggedRow(snapshots, id, () => notFound.snapshot(name), context);
    case 'subgrp':
      return taggedRow(subnetGroups, id, () => notFound.subnetGroup(name), context);
    default:
      throw unsupported(`tags of resources of the kind ${kind}`);
  }
}

function taggedRow<T extends { readonly TagList: Tag[] }>(
  table: Table<T>,
  id: string,
  missing: () => Error,
  { now, settings }: CallContext,
): Tagged {
  const row = table.get(id, now);
  return {
    shown: () => {
      const shown = table.shown(id, now, settings);
      if (shown === undefined) throw missing();
      return shown.TagList;
    },
    change: (tags) => {
      if (row === undefined) throw missing();
      const TagList = tags(row.TagList);
      table.change(id, now, (current) => ({ ...current, TagList }));
    },
  };
}
