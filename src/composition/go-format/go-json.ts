import { stableStringify } from '../../base/json.ts';
import type { GoValue } from './go-value.ts';

/** JSON as Go's encoding/json writes it: sorted members, and characters that mean something in HTML escaped. */
export function goJson(value: GoValue): string {
  if (typeof value === 'bigint') return value.toString();
  return stableStringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
