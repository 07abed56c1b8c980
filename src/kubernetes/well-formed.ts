import { isObject } from '../base/json.ts';
import type { KubernetesObject } from './object.ts';

/** Why something that the API server sent can't be taken for an object; undefined if it can. */
export function malformation(value: unknown): string | undefined {
  if (!isObject(value)) return 'not an object';
  const { metadata } = value;
  if (!isObject(metadata)) return 'no metadata';
  for (const member of ['name', 'uid', 'resourceVersion'] satisfies (keyof KubernetesObject['metadata'])[]) {
    if (typeof metadata[member] !== 'string' || metadata[member] === '') return `no metadata.${member}`;
  }
  return undefined;
}
