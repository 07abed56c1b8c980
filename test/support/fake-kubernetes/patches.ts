import { isObject } from '../../../src/base/json.ts';

/** A JSON object that a fake server builds up. */
export type Draft = Record<string, unknown>;

/** RFC 7386. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Draft = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

/** RFC 6902 with add, replace, remove and test; throws on a path that isn't there and on a test that fails. */
export function jsonPatch(target: unknown, operations: unknown): unknown {
  const result: unknown = structuredClone(target);
  for (const operation of operations as readonly Operation[]) applyOperation(result, operation);
  return result;
}

function applyOperation(root: unknown, { op, path, value }: Operation): void {
  const parts = path.split('/').slice(1).map(unescapePointer);
  const last = parts.pop() ?? '';
  let parent: unknown = root;
  for (const part of parts)
    parent = isObject(parent) ? parent[part] : Array.isArray(parent) ? (parent as unknown[])[Number(part)] : undefined;
  if (Array.isArray(parent)) changeItem(parent, last, { op, path, value });
  else if (isObject(parent)) changeMember(parent, last, { op, path, value });
  else throw new Error(`there is no ${path}`);
}

function changeMember(parent: Draft, name: string, { op, path, value }: Operation): void {
  if (op !== 'add' && !(name in parent)) throw new Error(`there is no ${path}`);
  if (op === 'remove') delete parent[name];
  else if (op === 'test') requireEqual(parent[name], value, path);
  else parent[name] = value;
}

function changeItem(parent: unknown[], name: string, { op, path, value }: Operation): void {
  const index = name === '-' ? parent.length : Number(name);
  if (index > parent.length || (op !== 'add' && index >= parent.length)) throw new Error(`there is no ${path}`);
  if (op === 'remove') parent.splice(index, 1);
  else if (op === 'add') parent.splice(index, 0, value);
  else if (op === 'test') requireEqual(parent[index], value, path);
  else parent[index] = value;
}

function requireEqual(found: unknown, wanted: unknown, path: string): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`the test of ${path} failed`);
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Server-side apply with lists taken as atomic: what the manager applied before and leaves out now is removed, the rest is set. */
export function applyConfiguration(current: unknown, before: unknown, applied: unknown): unknown {
  if (!isObject(applied)) return applied;
  const result: Draft = isObject(current) ? { ...current } : {};
  for (const name of Object.keys(isObject(before) ? before : {})) {
    if (!(name in applied)) removeOwned(result, name, isObject(before) ? before[name] : undefined);
  }
  for (const [name, value] of Object.entries(applied)) {
    result[name] = applyConfiguration(result[name], isObject(before) ? before[name] : undefined, value);
  }
  return result;
}

function removeOwned(result: Draft, name: string, owned: unknown): void {
  const current = result[name];
  if (!isObject(owned) || !isObject(current)) {
    delete result[name];
    return;
  }
  const rest = applyConfiguration(current, owned, {});
  if (isObject(rest) && Object.keys(rest).length > 0) result[name] = rest;
  else delete result[name];
}
