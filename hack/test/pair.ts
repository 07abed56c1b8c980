/** An API server and a stand-in for AWS that the end-to-end suite runs between. */
export interface Pair {
  readonly cluster: string;
  readonly cloud: string;
}

const clusters = ['kube-apiserver', 'dev'];
const clouds = ['moto', 'simulator'];

/** Reads `dev/simulator`. Throws an Error that says which there are. */
export function parsePair(text: string): Pair {
  const [cluster = '', cloud = '', ...more] = text.split('/');
  if (clusters.includes(cluster) && clouds.includes(cloud) && more.length === 0) return { cluster, cloud };
  throw new Error(`--pair ${text}: one of ${clusters.flatMap((one) => clouds.map((other) => `${one}/${other}`)).join(', ')} is needed`);
}

/** What tells a suite's process of its pair; without one that is left to what is set already. */
export function environmentOf(pair: Pair | undefined): NodeJS.ProcessEnv {
  return pair === undefined ? {} : { EVENKEEL_TEST_CLUSTER: pair.cluster, EVENKEEL_TEST_CLOUD: pair.cloud };
}
