import type { ObjectKey } from '../cloud.ts';

/** An object's key in the work queue: `kind|namespace|name`. */
export function queueKey({ kind, namespace, name }: ObjectKey): string {
  return `${kind}|${namespace}|${name}`;
}

/** Back from what `queueKey` made. */
export function parseQueueKey(key: string): ObjectKey {
  const [kind = '', namespace = '', name = ''] = key.split('|');
  return { kind, namespace, name };
}
