import { isObject } from '../../base/json.ts';

/** Deep equality of what the SDK returns: like `deepEqual`, but dates and bytes are compared by value. A member that is undefined counts as absent. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  return isPlain(a) && isPlain(b) ? sameMembers(a, b) : sameLeaf(a, b);
}

/** Dates and bytes are objects to JavaScript, and have no members to compare. */
function isPlain(value: object): boolean {
  return !(value instanceof Date) && !(value instanceof Uint8Array);
}

function sameLeaf(a: object, b: object): boolean {
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
}

function sameMembers(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  for (const key in a) if (!sameValue(a[key], b[key])) return false;
  for (const key in b) if (!(key in a) && b[key] !== undefined) return false;
  return true;
}
