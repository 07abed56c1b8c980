import type { Observation } from '../../engine/observation.ts';
import { ownerTags } from '../../engine/ownership/owner-tags.ts';
import type { DeepPart, DeepValues } from '../aws-kind.ts';

/**
 * What stands for a deep read of a fresh resource: what AWS documents it to have, and the tags that its create call
 * carried. undefined: the part has to be read.
 */
export function initialValues(part: DeepPart, observation: Observation): DeepValues | undefined {
  const tags = part.fields.includes('tags') ? tagsOf(observation) : undefined;
  if (part.initial === undefined && tags === undefined) return undefined;
  return { ...(part.initial === undefined ? {} : { fields: part.initial }), ...(tags === undefined ? {} : { tags }) };
}

function tagsOf({ tags, owner }: Observation): Readonly<Record<string, string>> | undefined {
  return tags === undefined ? undefined : { ...tags, ...(owner === undefined ? {} : ownerTags(owner)) };
}
