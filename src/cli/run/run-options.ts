import { parseArgs } from 'node:util';
import { parseDuration } from '../../engine/object/metadata.ts';
import { UsageError } from '../usage-error.ts';

/** What `evenkeel run` was asked to do. Durations in ms. */
export interface RunOptions {
  readonly controlPlane: string;
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  /** Empty: all. */
  readonly namespaces: readonly string[];
  /** Lower-case kinds (`vpc`) or `kind.group`; empty: all. */
  readonly kinds: readonly string[];
  /** Run definitions, compositions and composites. */
  readonly compositions: boolean;
  readonly leaderElect: boolean;
  readonly systemNamespace: string;
  readonly trustedNamespaces: readonly string[];
  /** `host:port`; undefined: none. */
  readonly metricsAddress: { readonly host: string; readonly port: number } | undefined;
  readonly sweepIntervalMs: number;
  readonly deepIntervalMs: number;
  readonly visibilityWindowMs: number | undefined;
  readonly settleMs: number | undefined;
  readonly awsTimeoutMs: number;
  readonly awsRate: 'published' | 'unlimited';
  readonly concurrency: number;
  readonly logLevel: LogLevel;
}

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
type LogLevel = (typeof logLevels)[number];

interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly default?: string | boolean;
  readonly help: string;
}

const flags = {
  'control-plane': {
    type: 'string',
    help: 'name of this control plane: part of the owner tags on every resource; never change it (required)',
  },
  kubeconfig: { type: 'string', help: 'path of the kubeconfig; in a cluster its service account is used' },
  context: { type: 'string', help: 'context of the kubeconfig' },
  namespace: { type: 'string', multiple: true, help: 'watch this namespace only; may be given several times' },
  kinds: { type: 'string', help: 'comma-separated kinds to run (vpc,subnet, or instance.rds.aws.evenkeel.dev); default all' },
  'without-compositions': {
    type: 'boolean',
    default: false,
    help: 'leave definitions, compositions and composites alone; their CRDs need not be installed',
  },
  'leader-elect': { type: 'boolean', default: false, help: 'take a Lease first, for several replicas' },
  'system-namespace': { type: 'string', default: 'evenkeel-system', help: "namespace of the controller's own Lease and Secret" },
  'trusted-namespace': {
    type: 'string',
    multiple: true,
    help: "a namespace whose ProviderConfigs may use the controller's own identity and endpoints",
  },
  'metrics-address': { type: 'string', default: '127.0.0.1:8080', help: 'host:port of /metrics, /healthz and /readyz; 0 for none' },
  'sweep-interval': { type: 'string', default: '60s', help: 'time between two full listings of a kind' },
  'deep-interval': { type: 'string', default: '1h', help: 'time between two reads of what no listing shows' },
  'visibility-window': { type: 'string', help: "how long a created resource may stay unseen; default each kind's own (5m for EC2)" },
  'settle-time': { type: 'string', help: "how long an old value may be read after a change; default each kind's own (EC2 30s, RDS 60s)" },
  'aws-timeout': { type: 'string', default: '30s', help: 'longest time of one AWS call' },
  'aws-rate': { type: 'string', default: 'published', help: "published (AWS's limits) or unlimited" },
  concurrency: { type: 'string', default: '64', help: 'objects handled at once' },
  'log-level': { type: 'string', default: 'info', help: 'debug, info, warn or error' },
  help: { type: 'boolean', default: false, help: 'show this' },
} as const satisfies Readonly<Record<string, Flag>>;

/** Reads the flags of `evenkeel run`; undefined: help was asked for. Throws UsageError naming the flag and what it takes. */
export function parseRunOptions(args: readonly string[]): RunOptions | undefined {
  const values = readFlags(args);
  if (values.help === true) return undefined;
  return { ...readIdentity(values), ...readTimes(values), ...readLimits(values) };
}

type Values = ReturnType<typeof readFlags>;

/** `--leader-elect=true` and `=false`, as users of Kubernetes' own programs write them. */
function booleanFlag(arg: string): readonly string[] {
  const match = /^--([a-z-]+)=(true|false)$/.exec(arg);
  const isBoolean = Object.entries<Flag>(flags).some(([name, { type }]) => name === match?.[1] && type === 'boolean');
  if (match === null || !isBoolean) return [arg];
  return match[2] === 'true' ? [`--${match[1]}`] : [];
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: args.flatMap(booleanFlag), options: flags, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} (see evenkeel run --help)`);
  }
}

const namePattern = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/;

function readIdentity(values: Values) {
  const controlPlane = values['control-plane'];
  if (controlPlane === undefined)
    throw new UsageError('--control-plane is required: a name for this control plane, e.g. --control-plane=production');
  if (!namePattern.test(controlPlane))
    throw new UsageError(`--control-plane ${controlPlane}: lower-case letters, digits, dots and dashes, 63 at most`);
  return {
    controlPlane,
    kubeconfig: values.kubeconfig,
    context: values.context,
    namespaces: values.namespace ?? [],
    kinds: list(values.kinds),
    compositions: values['without-compositions'] !== true,
    leaderElect: values['leader-elect'] === true,
    systemNamespace: values['system-namespace'] ?? 'evenkeel-system',
    trustedNamespaces: values['trusted-namespace'] ?? [],
    metricsAddress: readAddress(values['metrics-address'] ?? '0'),
  };
}

function readTimes(values: Values) {
  return {
    sweepIntervalMs: readDuration('sweep-interval', values['sweep-interval'] ?? '60s'),
    deepIntervalMs: readDuration('deep-interval', values['deep-interval'] ?? '1h'),
    visibilityWindowMs: optionalDuration('visibility-window', values['visibility-window']),
    settleMs: optionalDuration('settle-time', values['settle-time']),
    awsTimeoutMs: readDuration('aws-timeout', values['aws-timeout'] ?? '30s'),
  };
}

function readLimits(values: Values) {
  return {
    awsRate: oneOf('aws-rate', values['aws-rate'] ?? 'published', ['published', 'unlimited'] as const),
    logLevel: oneOf('log-level', values['log-level'] ?? 'info', logLevels),
    concurrency: readCount('concurrency', values.concurrency ?? '64'),
  };
}

function list(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== '');
}

function optionalDuration(flag: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : readDuration(flag, text);
}

function readDuration(flag: string, text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError(`--${flag} ${text}: a duration such as 30s, 5m or 1h is needed`);
  return ms;
}

function readCount(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1_000)
    throw new UsageError(`--${flag} ${text}: a whole number from 1 to 1000 is needed`);
  return count;
}

function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new UsageError(`--${flag} ${text}: one of ${allowed.join(', ')} is needed`);
  return found;
}

function readAddress(text: string): RunOptions['metricsAddress'] {
  if (text === '0') return undefined;
  const match = /^(.*):(\d{1,5})$/.exec(text);
  if (match === null || Number(match[2]) > 65_535) throw new UsageError(`--metrics-address ${text}: host:port is needed, or 0 for none`);
  return { host: match[1] === '' ? '0.0.0.0' : (match[1] ?? '').replace(/^\[(.*)\]$/, '$1'), port: Number(match[2]) };
}

/** The help text of `evenkeel run`. */
export function runHelp(): string {
  const lines = Object.entries<Flag>(flags).map(([name, flag]) => {
    const standard = flag.default === undefined || flag.default === false ? '' : ` (default ${String(flag.default)})`;
    return `  --${name.padEnd(18)} ${flag.help}${standard}`;
  });
  return `evenkeel run: the controller\n\n${lines.join('\n')}\n\nExit codes: 0 stopped by a signal, 1 failed or lost the lease, 2 the command line can't be used.\n`;
}
