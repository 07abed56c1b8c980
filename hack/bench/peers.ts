import { startSimulator } from '../simulator/simulator.ts';
import { nameOf } from './pairs.ts';
import { simulatedCloud } from './simulated-cloud.ts';
import { benchTerraform, type TerraformFigures } from './terraform.ts';

/** Terraform at the same pairs, against the simulator without rates; or a line that says why it is not here. */
export function benchPeer(pairs: number): Promise<TerraformFigures | string> {
  return benchTerraform({
    count: pairs,
    startCloud: () => startSimulator(),
    drift: async ({ directUrl }, count) => {
      const cloud = simulatedCloud(directUrl);
      const ids = [...(await cloud.named('vpc', nameOf(0).slice(0, -1))).values()];
      await cloud.rename(ids.slice(0, count), 'somebody-else');
    },
  });
}
