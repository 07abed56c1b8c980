import type { ServiceName } from './service.ts';

/** Narrows down by what is set. */
export interface ResourceQuery {
  readonly account?: string;
  readonly region?: string;
  readonly service?: ServiceName;
  /** `vpc`, `db-instance`. */
  readonly type?: string;
  readonly id?: string;
}
