import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from 'mocha';
import type { ControllerProcess } from '../../../hack/environment/controller-process.ts';
import type { SimulatorSettings } from '../../../src/simulator/core/operation.ts';
import type { AwsCall } from '../../support/aws-proxy.ts';
import { poll } from '../../support/poll.ts';
import type { CallRecord } from '../../support/verdict.ts';
import { anonymous, idsOf, listAccount } from './account-listing.ts';
import type { Mishap } from './crash-point.ts';
import { awsPoint, kubePoint } from './crash-point.ts';
import { parents } from './crash-subjects.ts';
import { setTrap, type Trap } from './crash-trap.ts';
import type { Environment } from './environment.ts';
import { mergeFlags, ownPair, startEnvironment } from './environment.ts';
import { typeOf } from './object-types.ts';
import type { ObjectRef } from './objects.ts';
import { isReady } from './objects.ts';
import { simulatorAdmin } from './simulator-admin.ts';

const usualFlags = ['--visibility-window=1s', '--settle-time=1s', '--sweep-interval=1s', '--aws-timeout=4s'];
/** For what takes seconds where nothing else runs. */
const patienceMs = 60_000;
const quietMs = 400;
/** Of a second each, on a machine that keeps up: longer than any wait before a call that is made each time. */
const sweepsAtRest = 10;
const everyMs = 50;

/** How the AWS of a lane behaves, and what the controller is told of it. */
export interface LaneOptions {
  /** On the dev API server and the simulator, with these settings once the parents are there; absent: on the pair under test, as it is. */
  readonly simulated?: Partial<SimulatorSettings>;
  /** Flags of `evenkeel run` in place of the lane's own. */
  readonly flags?: readonly string[];
}

/** An account and a cluster of its own, and the one process in which crashes happen. */
export class CrashLane {
  readonly environment: Environment;
  #process: ControllerProcess;
  #known: ReadonlySet<string> = new Set();
  #requests = 0;

  private constructor(environment: Environment) {
    this.environment = environment;
    this.#process = environment.startController();
  }

  /** Starts everything, and makes what the subjects refer to. Call it from a `before` hook. */
  static async start(context: Context, { simulated, flags = [] }: LaneOptions = {}): Promise<CrashLane> {
    const pair = simulated === undefined ? {} : ownPair;
    const environment = await startEnvironment(context, { ...pair, flags: mergeFlags(usualFlags, flags) });
    try {
      const lane = new CrashLane(environment);
      await lane.#makeParents();
      if (simulated !== undefined) await lane.#simulate(simulated);
      return lane;
    } catch (error) {
      await environment.stop();
      throw error;
    }
  }

  async #makeParents(): Promise<void> {
    await this.environment.apply(...parents);
    await this.environment.waitFor(parents.map(refOf), isReady, patienceMs);
    this.#known = idsOf(await listAccount(this.environment));
  }

  /** What was made a moment ago is hidden anew by a delay: that is waited out. */
  async #simulate(settings: Partial<SimulatorSettings>): Promise<void> {
    const { cloud } = this.environment;
    const before = (await listAccount(this.environment)).length;
    await simulatorAdmin(cloud).changeSettings(settings);
    await poll('all to be shown again', async () => (await listAccount(this.environment)).length === before, patienceMs);
  }

  /** What the account holds, with the name and the ids of one object made anonymous. */
  async account(name: string): Promise<readonly string[]> {
    return (await listAccount(this.environment)).map((item) => this.anonymous(item, name)).toSorted();
  }

  anonymous(text: string, name: string): string {
    return anonymous(text, name, this.#known);
  }

  /**
   * Does something whose consequences lead to the mishap's point, and lets its fault happen there. A killed process has a successor. False: all came to
   * rest without the call, which is one that is not made each time.
   */
  async crash(object: string, mishap: Mishap | undefined, act: () => Promise<unknown>): Promise<boolean> {
    if (mishap === undefined) {
      await act();
      return true;
    }
    const { cloud, kubeProxy } = this.environment;
    const kills = mishap.fault !== 'lost';
    const trap = setTrap({ aws: cloud.proxy, kube: kubeProxy, object, ...mishap });
    try {
      await act();
      if (!(await this.#reaches(trap.sprung))) return false;
      if (kills) await this.#process.kill();
    } finally {
      trap.lift();
    }
    if (kills) this.#process = this.environment.startController();
    if (mishap.fault === 'late') await this.#arriveLate(trap);
    return true;
  }

  /** Lets a late call arrive when the next process has looked, and done what it concludes. */
  async #arriveLate(trap: Trap): Promise<void> {
    const { proxy } = this.environment.cloud;
    const before = proxy.records().length;
    await poll('a look of the next process', () => proxy.records().length > before, patienceMs);
    await this.quiet();
    trap.arrive();
  }

  /** Kills the process, and starts the next one. */
  async restart(): Promise<void> {
    await this.#process.kill();
    this.#process = this.environment.startController();
  }

  async #reaches(sprung: Promise<void>): Promise<boolean> {
    const end = new AbortController();
    const atRest = this.#atRest(end.signal).then(() => false);
    try {
      return await Promise.race([sprung.then(() => true), atRest]);
    } finally {
      end.abort();
    }
  }

  /** Waits until the process has had nothing to write or change for a while. */
  async quiet(): Promise<void> {
    for (let since = Date.now(), before = this.#changes(); Date.now() - since < quietMs;) {
      await pause(everyMs);
      const now = this.#changes();
      if (now !== before) since = Date.now();
      before = now;
    }
  }

  /** Waits until sweeps have gone by without a write or change: time says nothing of a process that is only starting. */
  async #atRest(signal: AbortSignal): Promise<void> {
    const sweeps = (): number => this.environment.awsCalls().get('DescribeVpcs') ?? 0;
    for (let since = sweeps(), before = this.#changes(); sweeps() - since < sweepsAtRest && !signal.aborted;) {
      await pause(everyMs);
      const now = this.#changes();
      if (now !== before) since = sweeps();
      before = now;
    }
  }

  /** The process's writes and mutating calls since counts were reset. */
  #changes(): number {
    const { cloud, kubeProxy } = this.environment;
    return cloud.proxy.records().filter(({ call }) => call.mutating).length + kubeProxy.records().filter(({ call }) => call.write).length;
  }

  /** Asks for a look and waits until it was had: the process that lives now has seen the object, and AWS as it is. */
  async lookedAtAnew(ref: ObjectRef): Promise<void> {
    const { environment } = this;
    const asked = `look-${++this.#requests}`;
    const patch = { metadata: { annotations: { 'evenkeel.dev/reconcile-requested-at': asked } } };
    await environment.client.patch(typeOf(ref.kind), { namespace: 'default', name: ref.name }, patch, {
      kind: 'merge',
      fieldManager: 'crash-test',
    });
    await environment.waitFor(ref, (object) => object?.status?.lastHandledReconcileAt === asked && isReady(object), patienceMs);
    await this.quiet();
  }

  /** The mutating calls since counts were reset that reached AWS. */
  mutations(): readonly CallRecord<AwsCall>[] {
    return this.environment.cloud.proxy.records().filter(({ call, verdict }) => call.mutating && verdict !== 'drop-request');
  }

  /** The sorts of the calls since counts were reset at which a process may crash: Kubernetes writes that concern the object, and mutating AWS calls. */
  points(object: string): readonly string[] {
    const { cloud, kubeProxy } = this.environment;
    const all = [
      ...cloud.proxy.records().map(({ at, call }) => ({ at, sort: awsPoint(call) })),
      ...kubeProxy.records().map(({ at, call }) => ({ at, sort: kubePoint(call, object) })),
    ];
    return all.toSorted((a, b) => a.at - b.at).flatMap(({ sort }) => sort ?? []);
  }
}

function refOf(manifest: object): ObjectRef {
  const { kind, metadata } = manifest as { readonly kind: string; readonly metadata: { readonly name: string } };
  return { kind, name: metadata.name };
}
