import type { Tag } from '@aws-sdk/client-rds';
import type { Tags } from '../core/service.ts';
import { invalidValue } from './rds-errors.ts';

const most = 50;

/** Tags after `more` were set. Throws for what can't be a tag. */
export function withTags(tags: readonly Tag[], more: readonly Tag[]): Tag[] {
  const values = new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  for (const tag of more) values.set(checkedKey(tag), checkedValue(tag));
  if (values.size > most) throw invalidValue(`A resource can have at most ${most} tags.`);
  return [...values].map(([Key, Value]) => ({ Key, Value }));
}

export function withoutTags(tags: readonly Tag[], keys: readonly string[]): Tag[] {
  return tags.filter(({ Key = '' }) => !keys.includes(Key));
}

/** As the admin endpoint has them. */
export function tagRecord(tags: readonly Tag[]): Tags {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

function checkedKey({ Key = '' }: Tag): string {
  if (Key === '' || Key.length > 128) throw invalidValue('A tag key must have 1 to 128 characters.');
  if (Key.startsWith('aws:')) throw invalidValue('Tag keys that begin with "aws:" are reserved for system use.');
  if (!areTagCharacters(Key)) throw invalidValue(`The tag key ${Key} has characters that a tag can't have.`);
  return Key;
}

function checkedValue({ Value = '' }: Tag): string {
  if (Value.length > 256) throw invalidValue('A tag value must have at most 256 characters.');
  if (!areTagCharacters(Value)) throw invalidValue(`The tag value ${Value} has characters that a tag can't have.`);
  return Value;
}

/** Tag.Key and Tag.Value of the API reference. */
function areTagCharacters(text: string): boolean {
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}
