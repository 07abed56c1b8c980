import { writeFileSync } from 'node:fs';
import { measureComposites, type CompositeFigures } from './composites.ts';
import { machine } from './machine.ts';
import { benchOnMoto } from './on-moto.ts';
import { parseBenchOptions, type BenchOptions } from './options.ts';
import { benchPeer } from './peers.ts';
import { makeProgram, type Program } from './program.ts';
import { reportLines, type Report } from './report.ts';
import { createInSimulatedTime, type SimulatedTime } from './simulated-time.ts';
import { measureScale, type ScaleFigures } from './scale.ts';

// What Evenkeel costs: see docs/performance.md. Calls are exact; times are of this machine at this hour.
const args = process.argv.slice(2);

async function bench(options: BenchOptions): Promise<Report> {
  const where = machine();
  const program = await makeProgram(options.program);
  try {
    const scales = await measureAll(options, program);
    const simulated: SimulatedTime[] = [];
    for (const pairs of options.simulatedPairs) simulated.push(await createInSimulatedTime(pairs));
    const composites = await measureAllComposites(options, program);
    const peer = options.peerPairs === 0 ? undefined : await benchPeer(options.peerPairs);
    if (typeof peer === 'string') process.stderr.write(`${peer}\n`);
    return {
      machine: where,
      command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
      scales,
      simulated,
      composites,
      peer: typeof peer === 'object' ? { pairs: options.peerPairs, figures: peer } : undefined,
    };
  } finally {
    program.remove();
  }
}

async function measureAll(options: BenchOptions, program: Program): Promise<readonly ScaleFigures[]> {
  const runs = [
    ...options.pairs.map((pairs) => ({ pairs, awsRate: 'unlimited' as const })),
    ...options.publishedPairs.map((pairs) => ({ pairs, awsRate: 'published' as const })),
  ];
  const scales: ScaleFigures[] = [];
  for (const [index, { pairs, awsRate }] of runs.entries()) {
    process.stderr.write(`\n${index + 1} of ${runs.length}: ${pairs} pairs, AWS's rates ${awsRate}\n`);
    scales.push(await measureScale({ ...options, awsRate, program: program.path, nodeFlags: program.nodeFlags, env: program.env }, pairs));
  }
  return scales;
}

async function measureAllComposites(options: BenchOptions, { path, nodeFlags, env }: Program): Promise<readonly CompositeFigures[]> {
  const figures: CompositeFigures[] = [];
  for (const count of options.composites)
    for (const template of ['patches', 'program'] as const)
      figures.push(await measureComposites({ ...options, program: path, nodeFlags, env }, template, count));
  return figures;
}

try {
  const options = parseBenchOptions(args);
  if (options.onMoto !== undefined) await benchOnMoto(options.onMoto, options.output);
  else {
    const report = await bench(options);
    const json = `${JSON.stringify(report, undefined, 2)}\n`;
    if (options.json !== undefined) writeFileSync(options.json, json);
    process.stdout.write(options.output === 'json' ? json : `\n${reportLines(report).join('\n')}\n`);
  }
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
