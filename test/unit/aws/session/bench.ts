import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CallBudgets } from '../../../../src/aws/budget/call-budgets.ts';
import type { WakeCause } from '../../../../src/aws/informer/informer-deps.ts';
import type { SessionListingReport } from '../../../../src/aws/session/aws-provider-deps.ts';
import type { CallRecord } from '../../../../src/aws/session/call-metrics.ts';
import type { AwsProvider } from '../../../../src/aws/session/create-aws-provider.ts';
import { createAwsProvider } from '../../../../src/aws/session/create-aws-provider.ts';
import type { ConfigName, ResolvedConfig } from '../../../../src/aws/session/resolved-config.ts';
import type { Clock } from '../../../../src/base/clock.ts';
import type { Logger } from '../../../../src/base/logger.ts';
import type { CallOutcome, CloudCall, CloudSession, ObjectKey } from '../../../../src/engine/cloud.ts';
import { FakeAws } from '../../../support/fake-aws.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

export interface Line {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** A logger that keeps its lines. */
export function keepingLogger(lines: Line[]): Logger {
  const at =
    (level: string) =>
    (fields: object, message: string): void => {
      lines.push({ level, fields, message });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => keepingLogger(lines) };
}

/** A provider against a fake AWS over HTTP, with one config, `default`. */
export class ProviderBench {
  readonly aws = new FakeAws();
  readonly clock = new FakeClock();
  readonly lines: Line[] = [];
  readonly calls: CallRecord[] = [];
  readonly listings: SessionListingReport[] = [];
  readonly woken: { readonly objects: readonly ObjectKey[]; readonly cause: WakeCause }[] = [];
  readonly stop = new AbortController();
  /** What the config resolves to. */
  keys = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
  /** What fetching credentials ends with, if it fails. */
  failure: Error | undefined;
  name: ConfigName = { kind: 'ClusterProviderConfig', name: 'default' };
  mayCall = true;
  provider!: AwsProvider;

  async start(clock: Clock = this.clock): Promise<this> {
    await this.aws.start();
    this.provider = createAwsProvider({
      clock,
      random: seededRandom(3),
      logger: keepingLogger(this.lines),
      controlPlane: 'test',
      configs: { resolve: () => Promise.resolve(this.config()) },
      budgets: new CallBudgets(clock, 'published'),
      requestHandler: () => new NodeHttpHandler({ connectionTimeout: 500, requestTimeout: 500, throwOnRequestTimeout: true }),
      settings: { sweepIntervalMs: 60_000, deepIntervalMs: 3_600_000, coalesceMs: 50 },
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      wake: (objects, cause) => this.woken.push({ objects, cause }),
      onListing: (report) => this.listings.push(report),
      onCall: (call) => this.calls.push(call),
    });
    return this;
  }

  config(): ResolvedConfig {
    const { accessKeyId, secretAccessKey } = this.keys;
    return {
      name: this.name,
      session: {
        identity: `${accessKeyId}:${secretAccessKey}`,
        credentials: () => (this.failure === undefined ? Promise.resolve({ accessKeyId, secretAccessKey }) : Promise.reject(this.failure)),
        endpoint: () => this.aws.url,
      },
      region: 'eu-central-1',
      defaultTags: { team: 'a' },
      ignoresTag: () => false,
    };
  }

  async session(region = 'eu-central-1'): Promise<CloudSession> {
    return (await this.provider.access({ kind: 'ClusterProviderConfig', name: 'default' }, 'ns', region, this.stop.signal)).session;
  }

  async execute(call: CloudCall, signal = this.stop.signal): Promise<CallOutcome> {
    const object = { kind: 'VPC.ec2.aws.evenkeel.dev', namespace: 'ns', name: 'main', uid: 'uid-1' };
    return await (await this.session()).execute(call, { object, mayCall: () => this.mayCall, signal });
  }

  async end(): Promise<void> {
    await this.provider.close();
    await this.aws.stop();
  }
}
