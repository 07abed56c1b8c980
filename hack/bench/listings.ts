import type { Samples } from './samples.ts';

/** Complete listings so far by action. Deep reads report under an action and a part of it, `DescribeVpcs furniture`: they are none. */
export function listings(samples: Samples): ReadonlyMap<string, number> {
  return new Map([...samples.by('evenkeel_cloud_listings_total', 'source')].filter(([source]) => !source.includes(' ')));
}
