import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import type { ObjectKey, Where } from '../../engine/cloud.ts';
import type { CallBudgets } from '../budget/call-budgets.ts';
import type { InformerSettings, ListingReport, WakeCause } from '../informer/informer-deps.ts';
import type { OnCall } from './call-metrics.ts';
import type { ConfigName, ConfigSource } from './resolved-config.ts';
import type { RequestHandler } from './session-config.ts';

/** A listing report with the session that it is of, and the configs that use the session. */
export interface SessionListingReport extends ListingReport {
  readonly where: Where;
  readonly configs: readonly ConfigName[];
}

/** What the AWS provider needs. All I/O, time and chance come in here. */
export interface AwsProviderDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The operator's name for this installation, as owner tags carry it. */
  readonly controlPlane: string;
  readonly configs: ConfigSource;
  readonly budgets: CallBudgets;
  /** A transport for one session: keep-alive, with connection and request time-outs. */
  readonly requestHandler: () => RequestHandler;
  readonly settings: InformerSettings;
  /** Gives the event loop a turn: `setImmediate` of `node:timers/promises`. */
  readonly breathe: () => Promise<void>;
  readonly wake: (objects: readonly ObjectKey[], cause: WakeCause) => void;
  readonly onListing: (report: SessionListingReport) => void;
  readonly onCall: OnCall;
}
