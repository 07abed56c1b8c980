import type { CloudServer } from '../lib/cloud-server.ts';
import { startMoto } from '../moto/moto.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** A stand-in for AWS. */
export type CloudName = 'moto' | 'simulator';

/** Starts a stand-in for AWS: unless told, the one that `EVENKEEL_TEST_CLOUD` names, which is `moto` by default. */
export function startCloud(name: CloudName = cloudName()): Promise<CloudServer> {
  return name === 'moto' ? startMoto() : startSimulator();
}

function cloudName(): CloudName {
  const { EVENKEEL_TEST_CLOUD: name = 'moto' } = process.env;
  if (name === 'moto' || name === 'simulator') return name;
  throw new Error(`EVENKEEL_TEST_CLOUD is moto or simulator, not ${name}`);
}
