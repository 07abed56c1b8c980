import type { Json, JsonObject } from '../../base/json.ts';
import { isObject } from '../../base/json.ts';
import type { InputProblem } from '../function/pipeline-function.ts';
import type { SandboxLimits } from './sandbox.ts';

/** A step's input: `{apiVersion: typescript.fn.evenkeel.dev/v1beta1, kind: Program, spec: {source, limits, values}}`. */
export interface ProgramInput {
  /** TypeScript. */
  readonly source: string;
  readonly limits: SandboxLimits;
  /** Whatever the author of the composition hands to the program. */
  readonly values: Json;
}

const apiVersion = 'typescript.fn.evenkeel.dev/v1beta1';
const kind = 'Program';
const longestSource = 256 * 1024;

interface Limit {
  readonly name: keyof SandboxLimits;
  readonly units: Readonly<Record<string, number>>;
  readonly fallback: string;
  readonly least: string;
  readonly most: string;
}

const limits = {
  memory: { name: 'memoryBytes', units: { Ki: 1024, Mi: 1024 * 1024 }, fallback: '64Mi', least: '1Mi', most: '256Mi' },
  time: { name: 'timeMs', units: { ms: 1, s: 1000 }, fallback: '1s', least: '10ms', most: '5s' },
} satisfies Readonly<Record<string, Limit>>;

/** What the input says, or everything that is wrong with it. */
export function readProgramInput(input: JsonObject | undefined): ProgramInput | readonly InputProblem[] {
  const problems: InputProblem[] = [];
  const object = members(input);
  if (object['apiVersion'] !== apiVersion) problems.push({ path: 'apiVersion', message: `must be ${apiVersion}` });
  if (object['kind'] !== kind) problems.push({ path: 'kind', message: `must be ${kind}` });
  const spec = members(object['spec']);
  unknownMembers('spec', spec, ['source', 'limits', 'values'], problems);
  const source = spec['source'];
  if (typeof source !== 'string' || source.trim() === '')
    problems.push({ path: 'spec.source', message: 'must be the text of the program' });
  else if (source.length > longestSource) problems.push({ path: 'spec.source', message: `is longer than ${longestSource} characters` });
  if (spec['limits'] !== undefined && !isObject(spec['limits'])) problems.push({ path: 'spec.limits', message: 'must be an object' });
  const given = members(spec['limits']);
  unknownMembers('spec.limits', given, Object.keys(limits), problems);
  const memoryBytes = readLimit('memory', given['memory'], problems);
  const timeMs = readLimit('time', given['time'], problems);
  if (problems.length > 0 || typeof source !== 'string') return problems;
  return { source, limits: { memoryBytes, timeMs }, values: jsonOf(spec['values']) };
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

/** The step's input came as JSON. */
function jsonOf(value: unknown): Json {
  return (value ?? null) as Json;
}

function unknownMembers(path: string, object: Readonly<Record<string, unknown>>, known: readonly string[], problems: InputProblem[]): void {
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) problems.push({ path: `${path}.${name}`, message: `is not known; there are ${known.join(', ')}` });
  }
}

function readLimit(name: keyof typeof limits, value: unknown, problems: InputProblem[]): number {
  const limit = limits[name];
  const amount = amountOf(limit, value ?? limit.fallback);
  const [least, most] = [amountOf(limit, limit.least), amountOf(limit, limit.most)];
  if (amount >= least && amount <= most) return amount;
  problems.push({ path: `spec.limits.${name}`, message: `must be from ${limit.least} to ${limit.most}, such as ${limit.fallback}` });
  return least;
}

/** NaN: not an amount. */
function amountOf({ units }: Limit, value: unknown): number {
  const [, digits, unit] = /^(\d{1,9})([A-Za-z]+)$/.exec(typeof value === 'string' ? value : '') ?? [];
  const size = unit === undefined || !Object.hasOwn(units, unit) ? undefined : units[unit];
  return size === undefined ? NaN : Number(digits) * size;
}
