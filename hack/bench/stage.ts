import { startControlPlane } from '../control-plane/control-plane.ts';
import { startDevCluster } from '../dev-server/dev-server.ts';
import { install, kubectlFor, providerConfig } from '../environment/install.ts';
import { startSimulator } from '../simulator/simulator.ts';
import type { HttpClient } from '../../src/kubernetes/http/http-client.ts';
import { createHttpClient } from '../../src/kubernetes/http/http-client.ts';
import { loadConnection } from '../../src/kubernetes/http/load-connection.ts';
import { newestKubectl } from '../../test/support/kubectl.ts';
import type { MeasuredController } from './measured-controller.ts';
import { startMeasuredController } from './measured-controller.ts';
import { simulatedCloud, type SimulatedCloud } from './simulated-cloud.ts';

/** What is measured, and against what. */
export interface StageOptions {
  readonly apiServer: 'dev' | 'kube-apiserver';
  /** Of the controller and of simulated AWS alike. */
  readonly awsRate: 'published' | 'unlimited';
  /** The file that is run as the controller. */
  readonly program: string;
  /** Node's own flags, and variables, that it runs with. */
  readonly nodeFlags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly sweepSeconds: number;
}

/** An API server and simulated AWS, and controllers between them, each a process of its own. */
export interface Stage {
  readonly options: StageOptions;
  /** An administrator's. */
  readonly client: HttpClient;
  readonly cloud: SimulatedCloud;
  /** Starts a controller; given flags come after those that all have. */
  startController(flags?: readonly string[]): Promise<MeasuredController>;
}

/** Sets it up, plays, and takes it down whatever comes of it. */
export async function onStage<Result>(options: StageOptions, play: (stage: Stage) => Promise<Result>): Promise<Result> {
  const started: (() => Promise<unknown>)[] = [];
  const keep = <T extends { stop(): Promise<unknown> }>(part: T): T => {
    started.push(() => part.stop());
    return part;
  };
  try {
    const cluster = keep(await (options.apiServer === 'dev' ? startDevCluster() : startControlPlane()));
    const cloud = keep(await startSimulator(options.awsRate));
    const kubectl = kubectlFor((await newestKubectl()).path, cluster.kubeconfig);
    await install(kubectl, cluster);
    // Past the proxy: the simulator counts by itself.
    await kubectl(['apply', '-f', '-'], JSON.stringify(providerConfig(cloud.directUrl, ['default'])));
    const client = createHttpClient(await loadConnection({ kubeconfig: cluster.kubeconfig }));
    started.push(() => client.close());
    return await play({
      options,
      client,
      cloud: simulatedCloud(cloud.directUrl),
      startController: async (flags = []) =>
        keep(await startMeasuredController({ ...options, kubeconfig: cluster.kubeconfig, flags: [...flagsOf(options), ...flags] })),
    });
  } finally {
    for (const stop of started.toReversed()) await stop();
  }
}

function flagsOf({ awsRate, sweepSeconds }: StageOptions): readonly string[] {
  return ['--control-plane=bench', `--aws-rate=${awsRate}`, `--sweep-interval=${sweepSeconds}s`, '--log-level=warn'];
}
