import { execFile } from 'node:child_process';

/** How a command ended. */
export interface CommandResult {
  /** Exit code; 128 when it could not start or was ended by a signal. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command runs with. */
export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Text for its standard input. */
  readonly input?: string;
  /** Ended by SIGKILL after that; default 5 min. */
  readonly timeoutMs?: number;
}

/** Runs a program without a shell to its end; never rejects. Output above 64 MiB ends it. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      {
        env: options.env ?? process.env,
        cwd: options.cwd,
        timeout: options.timeoutMs ?? 300_000,
        killSignal: 'SIGKILL',
        maxBuffer: 64 << 20,
      },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : error.code;
        if (typeof exitCode === 'number') resolve({ code: exitCode, stdout, stderr });
        else resolve({ code: 128, stdout, stderr: `${stderr}${error?.message}` });
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });
}
