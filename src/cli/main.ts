#!/usr/bin/env node
import { isMainThread } from 'node:worker_threads';
import { commands } from './commands.ts';
import { UsageError } from './usage-error.ts';

/** Exit codes: 0 done, 1 failed, 2 the command line can't be used. */
async function main(argv: readonly string[]): Promise<number> {
  const [name = 'help', ...args] = argv;
  if (!isMainThread) return (await import('./run/sandbox-thread.ts')).serveSandboxThread();
  const command = commands.find((one) => one.name === (name === '--help' || name === '-h' ? 'help' : name));
  if (command === undefined) throw new UsageError(`there is no command ${name}; commands: ${commands.map((one) => one.name).join(', ')}`);
  return command.run(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`evenkeel: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
