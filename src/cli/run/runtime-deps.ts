import type { AwsKind } from '../../aws/aws-kind.ts';
import type { RequestHandler } from '../../aws/session/session-config.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import type { CompositionControllerOptions } from '../../composition/controller/composition-controller.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { Metrics } from './metrics.ts';
import type { RunOptions } from './run-options.ts';

/** Everything that the controller gets from outside: time, chance, I/O, and what the operator asked for. */
export interface RuntimeDeps {
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly randomBytes: (size: number) => Buffer;
  /** Gives the event loop a turn. */
  readonly breathe: () => Promise<void>;
  /** Makes the transport of one AWS session. */
  readonly requestHandler: () => RequestHandler;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly kinds: readonly AwsKind[];
  readonly options: RunOptions;
  /** What compositions need beside; absent: there are none in this process. */
  readonly composition?: Pick<CompositionControllerOptions, 'discovery' | 'checks' | 'builtin' | 'open'>;
  /** False: no mutating call may begin. */
  readonly mayCall: () => boolean;
}
