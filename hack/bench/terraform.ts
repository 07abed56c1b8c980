import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../lib/executable.ts';
import { progress } from '../lib/progress.ts';
import { runCommand } from '../lib/run-command.ts';
import { watchedFolder } from '../lib/watched-folder.ts';
import type { CloudServer } from '../lib/cloud-server.ts';
import type { Figures, Phase } from './figures.ts';
import { measure } from './measure.ts';

/** Where the provider may lie as a file system mirror, for machines without a way out. */
const mirrors = [process.env['TF_PLUGIN_MIRROR'], '/opt/tf-plugins'];
const providerVersion = '5.100.0';
const patienceMs = 1_800_000;

/** Terraform, its provider, and the AWS that both are to work on. */
export interface TerraformOptions {
  readonly count: number;
  readonly startCloud: () => Promise<CloudServer>;
  /** Changes so many VPCs behind its back, for it to mend. Absent: nothing drifts. */
  readonly drift?: (cloud: CloudServer, count: number) => Promise<void>;
}

/** What Terraform needed. */
export interface TerraformFigures extends Figures {
  readonly mendOne?: Phase;
  readonly mendAll?: Phase;
}

const flags = ['-input=false', '-no-color'];

/** The same set by Terraform, or a line that says why it is not here. */
export async function benchTerraform(options: TerraformOptions): Promise<TerraformFigures | string> {
  const terraform = findOnPath('terraform');
  if (terraform === undefined) return 'terraform is not on PATH: no peer beside ours';
  const mirror = mirrors.find(
    (folder) => folder !== undefined && existsSync(join(folder, 'registry.terraform.io/hashicorp/aws', providerVersion)),
  );
  if (mirror === undefined) return `terraform's provider aws ${providerVersion} is not here (TF_PLUGIN_MIRROR): no peer beside ours`;
  const folder = watchedFolder('evenkeel-bench-terraform-');
  const cloud = await options.startCloud();
  try {
    writeFileSync(join(folder.path, 'main.tf.json'), JSON.stringify(configuration(options.count, cloud.url)));
    writeFileSync(join(folder.path, 'terraform.rc'), `provider_installation { filesystem_mirror { path = "${mirror}" } }\n`);
    return await play(options, cloud, await runner(terraform, folder.path));
  } finally {
    await cloud.stop();
    folder.remove();
  }
}

async function play({ count, drift }: TerraformOptions, cloud: CloudServer, run: Runner): Promise<TerraformFigures> {
  const apply = (): Promise<Phase> => measure(cloud, run.cpu, () => run(['apply', '-auto-approve', ...flags]));
  const mend = async (drifted: number): Promise<Phase | undefined> => {
    if (drift === undefined) return undefined;
    await drift(cloud, drifted);
    return apply();
  };
  await run(['init', ...flags]);
  const create = await apply();
  const check = await measure(cloud, run.cpu, () => run(['plan', ...flags]));
  const mendOne = await mend(1);
  const mendAll = await mend(count);
  const destroy = await measure(cloud, run.cpu, () => run(['destroy', '-auto-approve', ...flags]));
  const mends = mendOne === undefined || mendAll === undefined ? {} : { mendOne, mendAll };
  return { name: 'terraform', create, check, destroy, ...mends, peakMegabytes: run.peak() };
}

interface Runner {
  (args: readonly string[]): Promise<void>;
  /** User and system time of all its processes so far. */
  readonly cpu: () => number;
  /** The largest single process'. */
  readonly peak: () => number;
}

async function runner(terraform: string, folder: string): Promise<Runner> {
  let seconds = 0;
  let peak = 0;
  const env = { PATH: process.env['PATH'], HOME: folder, TF_CLI_CONFIG_FILE: join(folder, 'terraform.rc'), CHECKPOINT_DISABLE: '1' };
  const run = async (args: readonly string[]): Promise<void> => {
    const line = progress(`terraform ${args[0] ?? ''}`);
    const timed = [
      '-c',
      'import resource,subprocess,sys; code=subprocess.run(sys.argv[1:]).returncode; u=resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime+u.ru_stime,u.ru_maxrss,file=sys.stderr); sys.exit(code)',
    ];
    const result = await runCommand('python3', [...timed, terraform, ...args], { cwd: folder, env, timeoutMs: patienceMs });
    line.end();
    if (result.code !== 0) throw new Error(`terraform ${args[0] ?? ''}: ${result.stderr.slice(-2_000)}`);
    const [cpu = 0, kilobytes = 0] = (result.stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
    seconds += cpu;
    peak = Math.max(peak, Math.round(kilobytes / 1024));
  };
  return Object.assign(run, { cpu: () => seconds, peak: () => peak });
}

function configuration(count: number, endpoint: string): object {
  const names = Array.from({ length: count }, (_, index) => [`bench-${index}`, index] as const);
  return {
    terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: providerVersion } } },
    provider: {
      aws: {
        region: 'us-east-1',
        access_key: 'made-up',
        secret_key: 'made-up',
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_requesting_account_id: true,
        endpoints: { ec2: endpoint, sts: endpoint },
      },
    },
    resource: {
      aws_vpc: Object.fromEntries(
        names.map(([name, index]) => [
          name,
          { cidr_block: `10.${index % 250}.0.0/16`, enable_dns_hostnames: true, tags: { Name: name, team: 'bench', cost: 'none' } },
        ]),
      ),
      aws_subnet: Object.fromEntries(
        names.map(([name, index]) => [
          name,
          {
            vpc_id: `\${aws_vpc.${name}.id}`,
            availability_zone: 'us-east-1a',
            cidr_block: `10.${index % 250}.1.0/24`,
            tags: { Name: name, team: 'bench' },
          },
        ]),
      ),
    },
  };
}
