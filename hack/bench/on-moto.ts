import { startMoto } from '../moto/moto.ts';
import { benchEvenkeel } from './evenkeel.ts';
import { printTable, type Figures } from './figures.ts';
import { benchTerraform } from './terraform.ts';

/**
 * What creating, checking and deleting a set of VPCs and as many subnets costs against moto, an AWS of somebody else's making:
 * calls, wall time, own CPU and memory. Terraform does the same work beside it where it is installed.
 */
export async function benchOnMoto(count: number, output: 'table' | 'json'): Promise<void> {
  const columns: Figures[] = [await benchEvenkeel(count)];
  const peer = await benchTerraform({ count, startCloud: startMoto });
  if (typeof peer === 'string') process.stderr.write(`${peer}\n`);
  else columns.push(peer);
  if (output === 'json') process.stdout.write(`${JSON.stringify(columns, undefined, 2)}\n`);
  else printTable(count, columns);
}
