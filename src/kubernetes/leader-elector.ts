import type { Clock } from '../base/clock.ts';
import { sleep } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Random } from '../base/random.ts';
import { jitter } from '../base/random.ts';
import { within } from '../base/within.ts';
import { LeaseClaim } from './lease-claim.ts';
import type { LeaseClaimOptions } from './lease-claim.ts';

/** Which Lease is claimed, and at what pace; times are in ms. */
export interface LeaderElectorOptions extends Omit<LeaseClaimOptions, 'leaseDurationMs'> {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** How long another waits before it takes a Lease that is not renewed; 15 s unless told. */
  readonly leaseDurationMs?: number;
  /** How long after the last renewal we still lead; 10 s unless told, and less than the lease's duration. */
  readonly renewDeadlineMs?: number;
  /** Between two tries; 2 s unless told. */
  readonly retryPeriodMs?: number;
  /** The work of a leader. Its signal aborts when the lease is lost or a stop was asked for; until it settles the lease is kept if it can be. */
  readonly onStartedLeading: (signal: AbortSignal) => Promise<void>;
  readonly onStoppedLeading?: () => void;
}

/** Leads when it can: one of several processes at a time. */
export interface LeaderElector {
  /** Stands for election again and again until the signal aborts; then waits for the leader's work, and gives the lease up. Rejects if that work fails. */
  run(signal: AbortSignal): Promise<void>;
  /** True only if the last renewal that succeeded was sent less than the renew deadline ago. Ask right before what only a leader may do. */
  holdsLease(): boolean;
}

/** Makes an elector over one Lease. Timing and rules as Kubernetes' own components have them. */
export function createLeaderElector(options: LeaderElectorOptions): LeaderElector {
  return new LeaseElector(options);
}

/** Spread of the tries of those who wait. */
const trySpread = 0.2;
const releaseWithinMs = 5_000;

class LeaseElector implements LeaderElector {
  readonly #options: LeaderElectorOptions;
  readonly #claim: LeaseClaim;
  readonly #renewDeadlineMs: number;
  readonly #retryPeriodMs: number;
  /** When the last renewal that succeeded was sent. */
  #renewed: number | undefined;

  constructor(options: LeaderElectorOptions) {
    this.#options = options;
    this.#claim = new LeaseClaim({ ...options, leaseDurationMs: options.leaseDurationMs ?? 15_000 });
    this.#renewDeadlineMs = options.renewDeadlineMs ?? 10_000;
    this.#retryPeriodMs = options.retryPeriodMs ?? 2_000;
  }

  holdsLease(): boolean {
    return this.#remaining() > 0;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#try();
      if (this.holdsLease()) await this.#lead(signal);
      else await this.#pause(jitter(this.#options.random, this.#retryPeriodMs, trySpread), signal);
    }
  }

  /** From the first to the last moment of one term. */
  async #lead(signal: AbortSignal): Promise<void> {
    const { logger, identity, onStartedLeading, onStoppedLeading } = this.#options;
    logger.info({ identity }, 'became the leader');
    const lost = new AbortController();
    const finished = new AbortController();
    const work = onStartedLeading(AbortSignal.any([signal, lost.signal])).finally(() => finished.abort());
    try {
      await Promise.all([work, this.#keep(lost, finished.signal)]);
    } finally {
      await this.#giveUp();
      logger.info({ identity }, 'no longer the leader');
      onStoppedLeading?.();
    }
  }

  /** Renews until the work is done; tells it when the lease is lost. */
  async #keep(lost: AbortController, finished: AbortSignal): Promise<void> {
    while (!finished.aborted && this.holdsLease()) {
      await this.#pause(Math.min(this.#retryPeriodMs, this.#remaining()), finished);
      if (!finished.aborted && this.holdsLease()) await this.#try();
    }
    if (finished.aborted) return;
    this.#options.logger.warn({ holder: this.#claim.holder }, 'lost the lease');
    lost.abort();
  }

  /** One try to take or renew. It is given half of the deadline, so that one that hangs leaves time for another. */
  async #try(): Promise<void> {
    const { clock, logger } = this.#options;
    const sent = clock.now();
    const ms = Math.min(this.#renewDeadlineMs / 2, this.#remaining() || Infinity);
    try {
      const holds = await within(clock, ms, this.#claim.hold());
      if (holds) this.#renewed = sent;
      else if (this.#claim.holder !== '') this.#renewed = undefined;
    } catch (error) {
      this.#claim.lookAgain();
      logger.warn({ err: error }, 'the lease could not be taken or renewed');
    }
  }

  async #giveUp(): Promise<void> {
    const { clock, logger } = this.#options;
    const held = this.holdsLease();
    this.#renewed = undefined;
    if (!held) return;
    try {
      await within(clock, releaseWithinMs, this.#claim.release());
    } catch (error) {
      logger.warn({ err: error }, 'the lease could not be given up; it will run out');
    }
  }

  #remaining(): number {
    return this.#renewed === undefined ? 0 : Math.max(0, this.#renewed + this.#renewDeadlineMs - this.#options.clock.now());
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    await sleep(this.#options.clock, ms, signal).catch(() => undefined);
  }
}
