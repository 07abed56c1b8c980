import { deepEqual } from '../../../base/json.ts';
import type { Json } from '../../api/dev-object.ts';
import { isJsonList, isJsonObject } from '../fields/json-shape.ts';

/** Members of a strategic merge patch that are no fields. The last two are prefixes of the name of a list. */
export const directives = {
  patch: '$patch',
  retain: '$retainKeys',
  order: '$setElementOrder/',
  remove: '$deleteFromPrimitiveList/',
} as const;

/** The list that a directive with this prefix is about. */
export function listOfDirective(prefix: string, member: string): string | undefined {
  return member.startsWith(prefix) ? member.slice(prefix.length) : undefined;
}

/** A directive about a list. */
export function isDirective(member: string): boolean {
  return member.startsWith(directives.order) || member.startsWith(directives.remove);
}

/** A value that has nothing to be merged with: without directives, nulls and items to be deleted. */
export function withoutDirectives(value: Json): Json | undefined {
  if (isJsonList(value)) return value.filter((item) => !isDeletion(item)).map((item) => withoutDirectives(item) ?? {});
  if (!isJsonObject(value)) return value;
  if (value[directives.patch] === 'delete') return undefined;
  const kept = Object.entries(value).filter(([name, item]) => !name.startsWith('$') && item !== null);
  return Object.fromEntries(kept.map(([name, item]) => [name, item === undefined ? undefined : withoutDirectives(item)]));
}

/** The list without the items that `$deleteFromPrimitiveList/` names. */
export function deletedFrom(items: readonly Json[], gone: readonly Json[]): readonly Json[] {
  return items.filter((item) => !gone.some((other) => deepEqual(item, other)));
}

function isDeletion(item: Json): boolean {
  return isJsonObject(item) && item[directives.patch] !== undefined;
}
