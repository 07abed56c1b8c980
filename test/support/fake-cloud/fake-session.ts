import { sleep, type Clock } from '../../../src/base/clock.ts';
import type { CloudCall } from '../../../src/engine/cloud-call.ts';
import {
  CloudError,
  ProviderConfigError,
  type CallOutcome,
  type CloudAccess,
  type CloudProvider,
  type CloudSession,
  type CloudView,
  type ExecuteOptions,
  type ObjectKey,
  type ProviderConfigRef,
} from '../../../src/engine/cloud.ts';
import type { Kind } from '../../../src/engine/kind.ts';
import type { FakeCloud } from '../fake-cloud.ts';
import { FakeView } from './fake-view.ts';

export interface FakeSessionDeps {
  readonly cloud: FakeCloud;
  readonly clock: Clock;
  readonly controlPlane: string;
  readonly wake: (objects: readonly ObjectKey[]) => void;
  /** Lets a read through, never if the process is dead. */
  readonly read: <T>(run: () => T) => Promise<T>;
  /** Lets a mutating call through, never if the process is dead or dies at it. */
  readonly mutate: (call: CloudCall, run: () => CallOutcome) => Promise<CallOutcome>;
  readonly signal: AbortSignal;
}

/** The sessions of one process. */
export class FakeProvider implements CloudProvider {
  readonly #deps: FakeSessionDeps;
  readonly #sessions = new Map<string, FakeSession>();

  constructor(deps: FakeSessionDeps) {
    this.#deps = deps;
  }

  async access(ref: ProviderConfigRef, _namespace: string, region: string): Promise<CloudAccess> {
    await Promise.resolve();
    const config = this.#deps.cloud.configs.get(ref.name);
    if (config === undefined) throw new ProviderConfigError('ProviderConfigNotFound', `${ref.kind} ${ref.name} does not exist`, false);
    if (config.error !== undefined) throw config.error;
    const key = `${config.account}/${region}`;
    const session = this.#sessions.get(key) ?? new FakeSession(this.#deps, config.account, region);
    this.#sessions.set(key, session);
    return { session, defaultTags: config.defaultTags ?? {}, ignoresTag: config.ignoresTag ?? ((): boolean => false) };
  }
}

/** All accounts and Regions of the fake cloud hold the same resources. */
class FakeSession implements CloudSession {
  readonly partition = 'fake';
  readonly account: string;
  readonly region: string;
  readonly #deps: FakeSessionDeps;
  readonly #views = new Map<Kind, FakeView>();

  constructor(deps: FakeSessionDeps, account: string, region: string) {
    this.#deps = deps;
    this.account = account;
    this.region = region;
  }

  view(kind: Kind): CloudView {
    const { cloud, clock, controlPlane, wake, read, signal } = this.#deps;
    const call = <T>(run: () => T): Promise<T> => read(() => this.#readable(run));
    const view = this.#views.get(kind) ?? new FakeView({ cloud, clock, controlPlane, wake, signal, kind, call });
    this.#views.set(kind, view);
    return view;
  }

  #readable<T>(run: () => T): T {
    const denied = this.#deps.cloud.unreadable.get(this.account);
    if (denied !== undefined) throw denied;
    return run();
  }

  async execute(call: CloudCall, options: ExecuteOptions): Promise<CallOutcome> {
    const { cloud, clock, mutate } = this.#deps;
    if (!options.mayCall()) return { result: 'refused', sent: false, error: new CloudError('transient', 'LeaseLost', 'the lease is lost') };
    cloud.calls.push({ ...call, at: clock.now(), object: `${options.object.namespace}/${options.object.name}` });
    const outcome = await mutate(call, () => this.#run(call));
    if (cloud.latencyMs > 0) await sleep(clock, cloud.latencyMs);
    return outcome;
  }

  #run(call: CloudCall): CallOutcome {
    const { cloud, clock } = this.#deps;
    const fault = cloud.fault(call);
    const unknown = { result: 'unknown', error: new CloudError('transient', 'ConnectionReset', 'the connection was reset') } as const;
    switch (fault?.how) {
      case 'refused':
        return { result: 'refused', sent: true, error: fault.error };
      case 'dropped':
        return unknown;
      case 'late':
        clock.after(fault.afterMs, () => void attempt(cloud, call));
        return unknown;
      case 'lost':
        attempt(cloud, call);
        return unknown;
      case undefined:
        return attempt(cloud, call);
      default:
        return fault satisfies never;
    }
  }
}

function attempt(cloud: FakeCloud, call: CloudCall): CallOutcome {
  try {
    return { result: 'done', output: cloud.run(call), requestId: 'request' };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { result: 'refused', sent: true, error };
  }
}
