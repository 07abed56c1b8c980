import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { watchOver } from '../../../../hack/lib/watchdog.ts';
import { poll } from '../../../support/poll.ts';

const program = fileURLToPath(new URL('../../../../src/cli/main.ts', import.meta.url));

/** How a process ended: its exit status or the signal's name, and all that it wrote. */
export interface Ending {
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that was started for a test. It ends with the test's own, however that ends. */
export interface DevProcess {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  stdout(): string;
  /** Sends a signal, whether or not the process is still there to get it. */
  signal(name: NodeJS.Signals): void;
  /** Resolves when its standard output has this; rejects with what it wrote when it ends without, or takes over 30 s. */
  says(text: string): Promise<void>;
}

/** Nothing of the user's own configuration may reach a process, least of all that of AWS. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: tmpdir(), TMPDIR: tmpdir(), AWS_EC2_METADATA_DISABLED: 'true' };
}

/** Starts `evenkeel dev` with these flags. */
export function startDev(args: readonly string[], env: NodeJS.ProcessEnv = bareEnvironment()): DevProcess {
  return startScript(program, ['dev', ...args], env);
}

/** Runs `evenkeel` with these arguments to its end. */
export function runEvenkeel(args: readonly string[], env: NodeJS.ProcessEnv = bareEnvironment()): Promise<Ending> {
  return startScript(program, args, env).ended;
}

/** Starts a script with this process's own node. */
export function startScript(script: string, args: readonly string[], env: NodeJS.ProcessEnv = bareEnvironment()): DevProcess {
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  const watchdog = child.pid === undefined ? undefined : watchOver({ pids: [child.pid] });
  let ending: Ending | undefined;
  const ended = untilClosed(child).then((status) => {
    watchdog?.release();
    return (ending = { status, ...written });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    stdout: () => written.stdout,
    signal: (name) => void child.kill(name),
    says: async (text) => {
      await poll(`"${text}" in the output`, () => written.stdout.includes(text) || ending !== undefined, 30_000);
      if (!written.stdout.includes(text)) throw new Error(`ended with ${ending?.status}: ${written.stdout}${written.stderr}`);
    },
  };
}

function untilClosed(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, name) => resolve(code ?? name ?? 1));
  });
}
