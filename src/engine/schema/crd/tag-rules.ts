import { ownerTagPrefix } from '../../ownership/owner-tags.ts';
import type { CelRule } from './open-api.ts';

/** AWS allows 50 tags a resource; six are the owner tags. */
export const maxUserTags = 44;
/** Characters of a tag key, at most: AWS's limit. */
export const maxTagKeyLength = 128;
/** Characters of a tag value, at most: AWS's limit. */
export const maxTagValueLength = 256;

/** What is wrong with a tag key that a user wrote; the texts stand in the CRD and in the validator. */
export const tagKeyProblems = {
  owner: `tag keys must not begin with "${ownerTagPrefix}": those say whose a resource is`,
  aws: 'tag keys must not begin with "aws:": AWS keeps those for itself',
  length: `tag keys must have 1 to ${maxTagKeyLength} characters`,
} as const;

/** Rules over the map of tags. */
export const tagRules: readonly CelRule[] = [
  { rule: `self.all(key, !key.startsWith('${ownerTagPrefix}'))`, message: tagKeyProblems.owner },
  { rule: "self.all(key, !key.startsWith('aws:') && !key.startsWith('AWS:'))", message: tagKeyProblems.aws },
  { rule: `self.all(key, size(key) >= 1 && size(key) <= ${maxTagKeyLength})`, message: tagKeyProblems.length },
];
