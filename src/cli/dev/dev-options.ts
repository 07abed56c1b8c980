import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

/** What `evenkeel dev` was asked to do. */
export interface DevOptions {
  /** Where state, kubeconfig and log are kept; undefined: nowhere (`--ephemeral`). */
  readonly dir: string | undefined;
  readonly aws: 'simulated' | 'real';
  /** Ports on 127.0.0.1; undefined: those of the last start on this folder, at first free ones. */
  readonly port: number | undefined;
  readonly simulatorPort: number | undefined;
  readonly demo: boolean;
  /** Stop when the demo is over. */
  readonly exit: boolean;
  readonly rbac: boolean;
  readonly logLevel: (typeof logLevels)[number];
  /** Run with KUBECONFIG (and AWS_ENDPOINT_URL) set; its exit status becomes ours. Empty: none. */
  readonly command: readonly string[];
}

const logLevels = ['debug', 'info', 'warn', 'error'] as const;

const flags = {
  dir: {
    type: 'string',
    default: '.evenkeel',
    help: 'folder for state, kubeconfig and log; a second start goes on where the first stopped',
  },
  ephemeral: { type: 'boolean', default: false, help: 'keep nothing: state is gone when the command ends' },
  aws: { type: 'string', default: 'simulated', help: 'simulated, or real: AWS itself, with the credentials of your environment' },
  port: { type: 'string', help: 'port of the Kubernetes API on 127.0.0.1; default that of the last start, at first a free one' },
  'simulator-port': { type: 'string', help: 'port of simulated AWS on 127.0.0.1; default as for --port' },
  demo: {
    type: 'boolean',
    default: false,
    help: 'apply the example stack, show it become Ready, and mend what is changed behind its back',
  },
  exit: { type: 'boolean', default: false, help: 'with --demo: delete the stack and stop' },
  rbac: { type: 'boolean', default: false, help: "judge requests by RBAC; the kubeconfig's user may do everything in any case" },
  'log-level': { type: 'string', default: 'info', help: 'debug, info, warn or error; the log goes to the folder' },
  help: { type: 'boolean', default: false, help: 'show this' },
} as const;

/** Reads the flags of `evenkeel dev`; undefined: help was asked for. Throws UsageError naming the flag and what it takes. */
export function parseDevOptions(args: readonly string[]): DevOptions | undefined {
  const { values, command } = readFlags(args);
  if (values.help) return undefined;
  if (values.dir === '') throw new UsageError('--dir needs the path of a folder');
  if (values.exit && !values.demo) throw new UsageError('--exit goes with --demo: without it there is nothing that ends');
  if (values.demo && command.length > 0) throw new UsageError('--demo and a command after -- exclude each other');
  if (values.demo && values.aws === 'real') throw new UsageError('--demo makes and deletes things: it runs on --aws=simulated only');
  return {
    dir: values.ephemeral ? undefined : values.dir,
    aws: oneOf('aws', values.aws, ['simulated', 'real'] as const),
    port: readPort('port', values.port),
    simulatorPort: readPort('simulator-port', values['simulator-port']),
    demo: values.demo,
    exit: values.exit,
    rbac: values.rbac,
    logLevel: oneOf('log-level', values['log-level'], logLevels),
    command,
  };
}

function readFlags(args: readonly string[]) {
  const end = args.indexOf('--');
  const own = end === -1 ? args : args.slice(0, end);
  if (end !== -1 && end === args.length - 1) throw new UsageError('a command is needed after --');
  try {
    const { values } = parseArgs({ args: [...own], options: flags, strict: true, allowPositionals: false });
    return { values, command: end === -1 ? [] : args.slice(end + 1) };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} (see evenkeel dev --help)`);
  }
}

function readPort(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`--${flag} ${text}: a port from 0 to 65535 is needed; 0 takes a free one`);
  return Number(text);
}

function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new UsageError(`--${flag} ${text}: one of ${allowed.join(', ')} is needed`);
  return found;
}

/** The help text of `evenkeel dev`. */
export function devHelp(): string {
  const lines = Object.entries(flags).map(([name, flag]) => {
    const standard = 'default' in flag && flag.default !== false ? ` (default ${flag.default})` : '';
    return `  --${name.padEnd(15)} ${flag.help}${standard}`;
  });
  return [
    'evenkeel dev [flags] [-- command args]: a Kubernetes API, simulated AWS and the controller in one process',
    '',
    ...lines,
    '',
    'With a command after --, it runs with KUBECONFIG and AWS_ENDPOINT_URL set, and then everything stops.',
    "Exit codes: 0 stopped by a signal or after the demo, 1 failed, 2 the command line can't be used; else the command's own.",
    '',
  ].join('\n');
}
