import type { Random } from '../../base/random.ts';
import type { Sessions } from './sessions.ts';

/** Members of an operation's input or output, as the SDK's types name them (`CidrBlock`, `Tags`). Times are Date. */
export type Members = Readonly<Record<string, unknown>>;

/** Names one service's state in a Region, and makes it when it is first asked for. */
export interface StateKey<T> {
  readonly name: string;
  create(): T;
}

/** All that one account holds in one Region, by service. */
export interface RegionState {
  of<T>(key: StateKey<T>): T;
}

/** Delays and limits that all services keep to (ms). */
export interface SimulatorSettings {
  /** What was created is not shown by Describe calls for so long. */
  readonly createVisibilityMs: number;
  /** What was changed is shown as it was for so long. */
  readonly changeVisibilityMs: number;
  /** How long a resource stays in a state that passes by itself (`pending`, `creating`, `modifying`, `deleting`): 1 is AWS's own time, 0 at once. */
  readonly stateDelayFactor: number;
  /** A quota of EC2; none: unlimited. */
  readonly vpcsPerRegion?: number;
}

/** What an operation is called with. */
export interface CallContext {
  readonly account: string;
  readonly region: string;
  /** Of the credentials that signed the call; undefined where nobody did. */
  readonly accessKey: string | undefined;
  readonly sessions: Sessions;
  /** ms since the epoch, by the simulator's clock. */
  readonly now: number;
  readonly random: Random;
  readonly requestId: string;
  readonly state: RegionState;
  readonly settings: SimulatorSettings;
}

/** Behaviour of one operation. Throws `AwsError` where AWS answers with one; then nothing has changed. */
export type Operation = (input: Members, context: CallContext) => Members;
