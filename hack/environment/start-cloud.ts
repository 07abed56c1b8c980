import type { CloudServer } from '../lib/cloud-server.ts';
import { startMoto } from '../moto/moto.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** Starts the stand-in for AWS that `EVENKEEL_TEST_CLOUD` names: `moto`, which is the default, or `simulator`. */
export function startCloud(): Promise<CloudServer> {
  const { EVENKEEL_TEST_CLOUD: name = 'moto' } = process.env;
  if (name === 'moto') return startMoto();
  if (name === 'simulator') return startSimulator();
  throw new Error(`EVENKEEL_TEST_CLOUD is moto or simulator, not ${name}`);
}
