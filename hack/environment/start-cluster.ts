import { findBinaries } from '../control-plane/binaries.ts';
import { startControlPlane } from '../control-plane/control-plane.ts';
import { startDevCluster } from '../dev-server/dev-server.ts';
import type { Cluster } from './cluster.ts';

/** A Kubernetes API server that tests may run on. */
export type ClusterName = 'kube-apiserver' | 'dev';

/** Starts a Kubernetes API server: unless told, the one that `EVENKEEL_TEST_CLUSTER` names, which is `kube-apiserver` by default. */
export function startCluster(name: ClusterName = clusterName()): Promise<Cluster> {
  return name === 'dev' ? startDevCluster() : startControlPlane();
}

/** Rejects, saying why, where this machine lacks what that API server needs. */
export async function checkClusterNeeds(name: ClusterName = clusterName()): Promise<void> {
  if (name === 'kube-apiserver') await findBinaries();
}

function clusterName(): ClusterName {
  const { EVENKEEL_TEST_CLUSTER: name = 'kube-apiserver' } = process.env;
  if (name === 'kube-apiserver' || name === 'dev') return name;
  throw new Error(`EVENKEEL_TEST_CLUSTER is kube-apiserver or dev, not ${name}`);
}
