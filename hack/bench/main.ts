import { parseArgs } from 'node:util';
import { benchEvenkeel } from './evenkeel.ts';
import { benchTerraform } from './terraform.ts';
import { printTable, type Figures } from './figures.ts';

/**
 * What creating, checking and deleting a set of VPCs and as many subnets costs: calls, wall time, own CPU and memory, against
 * moto on this machine. Terraform does the same work beside it where it is installed. Calls are exact; times are of this machine
 * at this hour, so compare figures of one run only.
 */
const { values } = parseArgs({ options: { vpcs: { type: 'string', default: '200' }, output: { type: 'string', default: 'table' } } });
const count = Number(values.vpcs);
if (!Number.isInteger(count) || count < 1 || count > 500)
  throw new Error('--vpcs takes a whole number from 1 to 500: moto is quadratic beyond');

const columns: Figures[] = [await benchEvenkeel(count)];
const peer = await benchTerraform(count);
if (typeof peer === 'string') process.stderr.write(`${peer}\n`);
else columns.push(peer);
if (values.output === 'json') process.stdout.write(`${JSON.stringify(columns, undefined, 2)}\n`);
else printTable(count, columns);
