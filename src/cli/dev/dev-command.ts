import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pino } from 'pino';
import { createTerminal, type Terminal } from './demo/terminal.ts';
import type { DemoDeps } from './demo/run-demo.ts';
import { startDevEnvironment, type DevEnvironment } from './dev-environment.ts';
import { openDevFolder, type DevFolder } from './dev-folder.ts';
import { devHelp, parseDevOptions, type DevOptions } from './dev-options.ts';
import { exampleStack } from './install.ts';

/** `evenkeel dev`: a Kubernetes API, simulated AWS and the controller in one process. Resolves with the exit code. */
export async function runDevCommand(args: readonly string[]): Promise<number> {
  const options = parseDevOptions(args);
  if (options !== undefined) return dev(options);
  process.stdout.write(devHelp());
  return 0;
}

async function dev(options: DevOptions): Promise<number> {
  const terminal = createTerminal(process.stdout, process.env['NO_COLOR'] !== undefined);
  const stop = stopSignal();
  if (options.aws === 'real') await sayWhere(terminal);
  const folder = await openDevFolder(options.dir);
  try {
    const logger = pino({ level: options.logLevel, base: null }, pino.destination({ dest: folder.log, mode: 0o600, sync: false }));
    const environment = await startDevEnvironment(options, folder, logger);
    try {
      if (options.command.length === 0) announce(terminal, environment, { folder, isShort: options.exit });
      return await Promise.race([use(options, environment, { folder, terminal, stop }), environment.failed]);
    } finally {
      await environment.close();
    }
  } finally {
    await folder.close();
  }
}

// SDK clients take a quarter of a second to load: what only some starts need is loaded when it is.
async function sayWhere(terminal: Terminal): Promise<void> {
  const { accountOf } = await import('./account-of.ts');
  terminal.say(`This will write to AWS account ${await accountOf()}, with the credentials of your environment.`);
}

interface Session {
  readonly folder: DevFolder;
  readonly terminal: Terminal;
  readonly stop: AbortSignal;
}

async function use(options: DevOptions, environment: DevEnvironment, session: Session): Promise<number> {
  const { stop, folder, terminal } = session;
  if (stop.aborted) return 0;
  if (options.command.length > 0) return runCommand(options.command, environmentOf(environment, folder), stop);
  if (options.demo && environment.endpoint !== undefined) {
    const demo = { ...environment, endpoint: environment.endpoint, stack: exampleStack(), terminal, random: Math.random, signal: stop };
    if (!(await demonstrate(demo, options.exit))) return 0;
  }
  if (!options.exit) await aborted(stop);
  return 0;
}

/** False: it was stopped on its way. */
async function demonstrate(demo: DemoDeps, exit: boolean): Promise<boolean> {
  const { deleteStack, showStack } = await import('./demo/run-demo.ts');
  try {
    await showStack(demo);
    if (exit) await deleteStack(demo);
    return true;
  } catch (error) {
    if (demo.signal.aborted) return false;
    throw error;
  }
}

interface Announcement {
  readonly folder: DevFolder;
  /** It will be over before anybody could type. */
  readonly isShort: boolean;
}

function announce(terminal: Terminal, { url, endpoint }: DevEnvironment, { folder, isShort }: Announcement): void {
  const { paint } = terminal;
  terminal.say(`Kubernetes API  ${url}`);
  terminal.say(`AWS             ${endpoint === undefined ? 'AWS itself' : `${endpoint} (simulated)`}`);
  terminal.say(paint.dim(`State and log   ${folder.path}`));
  if (isShort) return;
  terminal.say(`\nIn another shell:\n`);
  terminal.say(`  export KUBECONFIG=${folder.kubeconfig}`);
  terminal.say('  kubectl apply -f examples/stack');
  terminal.say('  kubectl get managed\n');
  terminal.say(paint.dim('Ctrl-C stops it.'));
}

function environmentOf({ endpoint }: DevEnvironment, { kubeconfig }: DevFolder): NodeJS.ProcessEnv {
  if (endpoint === undefined) return { ...process.env, KUBECONFIG: kubeconfig };
  const keys = { AWS_ACCESS_KEY_ID: 'simulated', AWS_SECRET_ACCESS_KEY: 'simulated', AWS_REGION: 'us-east-1' };
  return { ...process.env, ...keys, KUBECONFIG: kubeconfig, AWS_ENDPOINT_URL: endpoint };
}

/** Runs a command to its end; its exit status, or 128 and the number of the signal that ended it. */
function runCommand([file = '', ...args]: readonly string[], env: NodeJS.ProcessEnv, stop: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: 'inherit' });
    stop.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    // Nothing that it started outlives this process, when a second signal ends that at once either.
    process.once('exit', () => child.kill('SIGKILL'));
    child.once('error', (error) => reject(new Error(`${file} can't be run: ${error.message}`)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** The first SIGINT or SIGTERM asks for a stop in order, a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(1);
      stop.abort(new Error(`stopped by ${name}`));
    });
  }
  return stop.signal;
}
