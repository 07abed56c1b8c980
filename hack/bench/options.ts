import { parseArgs } from 'node:util';
import type { StageOptions } from './stage.ts';

/** What `npm run bench` was asked to do. */
export interface BenchOptions {
  /** Numbers of pairs, without AWS's rates. */
  readonly pairs: readonly number[];
  /** Numbers of pairs, at AWS's published rates. */
  readonly publishedPairs: readonly number[];
  /** Numbers of pairs at AWS's rates in simulated time. */
  readonly simulatedPairs: readonly number[];
  /** Numbers of composites of ten ConfigMaps each. */
  readonly composites: readonly number[];
  /** Pairs of Terraform; 0: it is left out. */
  readonly peerPairs: number;
  readonly apiServer: StageOptions['apiServer'];
  readonly program: 'bundle' | 'source';
  readonly sweepSeconds: number;
  readonly output: 'table' | 'json';
  /** Gets the figures as JSON. */
  readonly json: string | undefined;
  /** Compare on moto instead, with so many VPCs. */
  readonly onMoto: number | undefined;
}

const flags = {
  pairs: { type: 'string', default: '1000,10000' },
  'published-pairs': { type: 'string', default: '1000' },
  'simulated-pairs': { type: 'string', default: '1000' },
  composites: { type: 'string', default: '100' },
  'peer-pairs': { type: 'string', default: '1000' },
  'api-server': { type: 'string', default: 'dev' },
  program: { type: 'string', default: 'bundle' },
  'sweep-interval': { type: 'string', default: '20' },
  output: { type: 'string', default: 'table' },
  json: { type: 'string' },
  vpcs: { type: 'string' },
} as const;

/** All flags, as they are written. */
export const benchFlags: readonly string[] = Object.keys(flags).map((name) => `--${name}`);

const mostPairs = 50_000;
/** moto is quadratic beyond. */
const mostOnMoto = 500;

/** Reads the flags; throws an Error that names the flag and what it takes. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: false });
  return {
    pairs: counts('pairs', values.pairs),
    publishedPairs: counts('published-pairs', values['published-pairs']),
    simulatedPairs: counts('simulated-pairs', values['simulated-pairs']),
    composites: counts('composites', values.composites),
    peerPairs: counts('peer-pairs', values['peer-pairs'])[0] ?? 0,
    apiServer: oneOf('api-server', values['api-server'], ['dev', 'kube-apiserver'] as const),
    program: oneOf('program', values.program, ['bundle', 'source'] as const),
    sweepSeconds: whole('sweep-interval', values['sweep-interval'], 3600),
    output: oneOf('output', values.output, ['table', 'json'] as const),
    json: values.json,
    onMoto: values.vpcs === undefined ? undefined : whole('vpcs', values.vpcs, mostOnMoto),
  };
}

/** `0` is none. */
function counts(flag: string, text: string): readonly number[] {
  return text === '0' ? [] : text.split(',').map((part) => whole(flag, part, mostPairs));
}

function whole(flag: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`--${flag} ${text}: a whole number from 1 to ${most} is needed`);
  return value;
}

function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new Error(`--${flag} ${text}: one of ${allowed.join(', ')} is needed`);
  return found;
}
