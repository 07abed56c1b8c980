import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import { invalidValue } from './ec2-errors.ts';

const mostTags = 50;
const longestKey = 128;
const longestValue = 256;

/** The tags that a create call gives to what it makes. Throws for specifications of another type. */
export function tagsAtCreate(specifications: readonly TagSpecification[] = [], type: string): Tag[] {
  const other = specifications.find(({ ResourceType }) => ResourceType !== type);
  if (other !== undefined) throw invalidValue(`'${other.ResourceType}' is not a valid taggable resource type for this operation.`);
  const tags = specifications.flatMap(({ Tags = [] }) => Tags);
  const keys = new Set(tags.map(({ Key }) => Key));
  if (keys.size < tags.length) throw invalidValue('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  return withTags([], tags);
}

/** Tags with others set over them. Throws for what AWS refuses as a tag. */
export function withTags(before: readonly Tag[], set: readonly Tag[]): Tag[] {
  for (const tag of set) checkTag(tag);
  const tags = new Map([...before, ...set].map(({ Key, Value = '' }) => [Key, Value]));
  const own = [...tags.keys()].filter((key) => key?.startsWith('aws:') !== true);
  if (own.length > mostTags) throw new AwsError('TagLimitExceeded', `Limit of ${mostTags} tags exceeded.`);
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function checkTag({ Key = '', Value = '' }: Tag): void {
  if (Key === '') throw invalidValue('Tag key cannot be empty');
  if (Key.toLowerCase().startsWith('aws:')) throw invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
  if (Key.length > longestKey) throw invalidValue(`Tag key exceeds the maximum length of ${longestKey} characters`);
  if (Value.length > longestValue) throw invalidValue(`Tag value exceeds the maximum length of ${longestValue} characters`);
}
