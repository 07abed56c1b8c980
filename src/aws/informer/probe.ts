import type { NaturalKey } from '../aws-kind.ts';
import type { Filter } from './source-query.ts';

/**
 * What is asked to find out whether a key is there, as one string, so that equal questions are asked once: an item's id, or one
 * value of a filter. Neither ids nor names of filters have line breaks.
 */
export type Probe = string;

const separator = '\n';

/** A probe for each value of each filter. Kinds that are found by filter give one filter with one value. */
export function filterProbes({ filters }: NaturalKey): readonly Probe[] {
  return filters.flatMap(({ Name, Values }) => Values.map((value) => `${Name}${separator}${value}`));
}

/** Probes as the queries that ask them: ids, and a filter a name. */
export function sortProbes(probes: readonly Probe[]): { readonly ids: readonly string[]; readonly filters: readonly Filter[] } {
  const ids: string[] = [];
  const filters = new Map<string, string[]>();
  for (const probe of probes) {
    const at = probe.indexOf(separator);
    if (at < 0) ids.push(probe);
    else filters.set(probe.slice(0, at), [...(filters.get(probe.slice(0, at)) ?? []), probe.slice(at + separator.length)]);
  }
  return { ids, filters: [...filters].map(([Name, Values]) => ({ Name, Values })) };
}
