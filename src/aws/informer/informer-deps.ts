import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import type { CloudError, ObjectKey, Where } from '../../engine/cloud.ts';
import type { SendRead, Source } from '../aws-kind.ts';
import type { Lane } from '../budget/call-bucket.ts';

/** Why objects are woken: their cloud side `changed` (or came), or it is confirmed to be `gone`. */
export type WakeCause = 'changed' | 'gone';

/** How a listing went, for the provider config's status and for metrics: never a matter of single objects. */
export interface ListingReport {
  readonly service: Source['service'];
  /** `DescribeVpcs`; of a deep read with its name behind it: `DescribeVpcs enableDnsSupport`. */
  readonly operation: string;
  /** undefined: the listing is complete. */
  readonly error: CloudError | undefined;
}

/** Times in ms. */
export interface InformerSettings {
  /** Between the starts of two listings of a source. */
  readonly sweepIntervalMs: number;
  /** Between two deep reads of an object. */
  readonly deepIntervalMs: number;
  /** In which reads of several objects are merged into one call. */
  readonly coalesceMs: number;
  /** In place of the kinds' own visibility windows. */
  readonly visibilityWindowMs?: number | undefined;
}

/** What the informers of one session need. */
export interface InformerDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly where: Where;
  readonly controlPlane: string;
  readonly settings: InformerSettings;
  readonly send: (lane: Lane) => SendRead;
  /** Gives the event loop a turn: called between pieces of work on a long page. */
  readonly breathe: () => Promise<void>;
  readonly wake: (objects: readonly ObjectKey[], cause: WakeCause) => void;
  readonly onListing: (report: ListingReport) => void;
  /** Runs what nobody awaits. */
  readonly background: (name: string, run: () => Promise<void>) => void;
  /** Ends everything that the informers do by themselves. */
  readonly signal: AbortSignal;
}
