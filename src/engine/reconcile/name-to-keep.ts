import { canonicalName } from '../kind.ts';
import type { Observation } from '../observation.ts';
import type { Pass } from './pass.ts';

/** The external name to write for a resource: what the user wrote stays, in whatever form or by whatever alias it names the same. */
export function nameToKeep({ managed, kind }: Pass, { key, aliases = [] }: Pick<Observation, 'key' | 'aliases'>): string {
  const given = managed.externalName;
  if (given === undefined) return key;
  return canonicalName(kind, given) === key || aliases.includes(given) ? given : key;
}
