import type { AwsKind } from '../aws-kind.ts';

/** EC2 takes no longer value in a filter. No name of AWS's has other characters than these. */
const anyName = /^[\x20-\x7e]{1,255}$/;

/**
 * Can a name be one that AWS gives? Users write external names, and one that AWS refuses to look for would spoil the read for all
 * the names that are asked for in the same call.
 */
export function mayBeName({ schema, source }: Pick<AwsKind, 'schema' | 'source'>, name: string): boolean {
  if (!anyName.test(name)) return false;
  const { pattern, maxLength } = schema.externalName;
  // Filters by id take ARNs as well.
  if (pattern === undefined || (source.idParameter === undefined && name.startsWith('arn:'))) return true;
  return name.length <= (maxLength ?? Number.POSITIVE_INFINITY) && new RegExp(pattern).test(name);
}
