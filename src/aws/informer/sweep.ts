import type { Source } from '../aws-kind.ts';
import { CloudError } from '../../engine/cloud.ts';
import { ownerTagKeys } from '../../engine/ownership/owner-tags.ts';
import type { Confirmations } from './confirmations.ts';
import type { InformerDeps } from './informer-deps.ts';
import type { ItemStore } from './item-store.ts';
import type { KindCache } from './kind-cache.ts';
import type { Probe } from './probe.ts';
import type { SourceReader } from './source-reader.ts';
import { queryPages } from './source-query.ts';
import type { WakeList } from './wake-list.ts';

/** A listing is doubted when it lacks more than this share of what it had, and had at least this many. */
const doubtfulShare = 0.2;
const doubtfulFrom = 20;

export interface SweepDeps {
  readonly source: Source;
  readonly informer: InformerDeps;
  readonly items: ItemStore;
  readonly reader: SourceReader;
  readonly confirmations: Confirmations;
  readonly wakes: WakeList;
}

/**
 * Lists a source once and reads by id what is of interest and the listing does not bring. Rejects with CloudError when it
 * could not be completed, or is doubted; what it showed until then is believed all the same.
 */
export async function sweep(deps: SweepDeps): Promise<void> {
  const { source, informer, items, confirmations, wakes } = deps;
  const startedAt = informer.clock.now();
  for await (const page of queryPages(source, listFilters(deps), deps.reader.query('sweep'))) {
    await items.ingest(page, startedAt);
    wakes.flush('changed');
  }
  const { known, lost } = items.compare(startedAt);
  const doubted = known >= doubtfulFrom && lost.length > known * doubtfulShare;
  if (doubted) confirmations.slowly(lost);
  else items.unlist(lost);
  for (const cache of items.caches) if (!doubted) cache.dropForeign(startedAt);
  const wanted = wantedProbes(deps, startedAt);
  if (wanted.length > 0) await deps.reader.check(wanted, 'sweep');
  items.prune(items.ids(), startedAt);
  for (const cache of items.caches) cache.prune();
  if (doubted) throw incomplete(source);
}

function listFilters({ source, informer }: SweepDeps): readonly { readonly Name: string; readonly Values: readonly string[] }[] {
  return source.tagFilter ? [{ Name: `tag:${ownerTagKeys.controlPlane}`, Values: [informer.controlPlane] }] : [];
}

/** What to ask for keys and parents that matter to somebody and that the listing did not bring. */
function wantedProbes({ source, items, confirmations }: SweepDeps, startedAt: number): readonly Probe[] {
  const wanted = new Set<Probe>();
  for (const cache of items.caches) {
    for (const probe of probesOfKeys(cache, source, { items, startedAt })) wanted.add(probe);
    for (const id of cache.interests.parents()) if (!items.wasSeenSince(id, startedAt)) wanted.add(id);
  }
  return [...wanted].filter((probe) => !confirmations.isSlow(probe));
}

function* probesOfKeys(
  cache: KindCache,
  source: Source,
  seen: { readonly items: ItemStore; readonly startedAt: number },
): Generator<Probe> {
  const now = seen.startedAt;
  for (const entry of cache.entries()) {
    if (entry.seenAt >= now || entry.freshUntil > now || cache.isStandIn(entry) || !cache.matters(entry)) continue;
    const probes = cache.probesOf(entry.key, entry);
    // What is known to be gone is asked for again where no listing would bring it back.
    const askAgain = source.tagFilter && cache.isWatched(entry) && !probes.some((probe) => seen.items.wasSeenSince(probe, now));
    if (entry.status !== 'gone' || askAgain) yield* probes;
  }
}

/** Says no numbers: the same trouble has to give the same text. */
function incomplete(source: Source): CloudError {
  return new CloudError(
    'transient',
    'ListingIncomplete',
    `ListingIncomplete: ${source.operation} lacks over a fifth of what it showed before; each is looked for by its id before it is believed to be gone`,
  );
}
