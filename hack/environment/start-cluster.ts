import { findBinaries } from '../control-plane/binaries.ts';
import { startControlPlane } from '../control-plane/control-plane.ts';
import { startDevCluster } from '../dev-server/dev-server.ts';
import type { Cluster } from './cluster.ts';

/** Starts the Kubernetes API server that `EVENKEEL_TEST_CLUSTER` names: `kube-apiserver`, which is the default, or `dev`. */
export function startCluster(): Promise<Cluster> {
  return clusterName() === 'dev' ? startDevCluster() : startControlPlane();
}

/** Rejects, saying why, where this machine lacks what that API server needs. */
export async function checkClusterNeeds(): Promise<void> {
  if (clusterName() === 'kube-apiserver') await findBinaries();
}

function clusterName(): 'kube-apiserver' | 'dev' {
  const { EVENKEEL_TEST_CLUSTER: name = 'kube-apiserver' } = process.env;
  if (name === 'kube-apiserver' || name === 'dev') return name;
  throw new Error(`EVENKEEL_TEST_CLUSTER is kube-apiserver or dev, not ${name}`);
}
