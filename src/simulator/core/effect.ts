import type { Members } from './operation.ts';
import type { ResourceQuery } from './resource-query.ts';
import type { ServiceName } from './service.ts';

/** A call that was carried out, with all that its effect hangs on. Its parameters may hold secrets. */
export interface CallEffect {
  readonly type: 'call';
  /** ms since the epoch, by the simulator's time. */
  readonly at: number;
  readonly account: string;
  readonly region: string;
  readonly accessKey?: string | undefined;
  readonly service: ServiceName;
  readonly action: string;
  /** As a form. */
  readonly parameters: string;
  readonly requestId: string;
  /** What the call's random numbers began with. */
  readonly seed: readonly number[];
}

/** Something that changed what the simulator holds. In order, effects make the same state again. */
export type Effect =
  | CallEffect
  | { readonly type: 'change'; readonly at: number; readonly query: ResourceQuery; readonly members: Members }
  | { readonly type: 'remove'; readonly at: number; readonly query: ResourceQuery }
  | { readonly type: 'reset'; readonly at: number };
