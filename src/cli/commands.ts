import type { Command } from './command.ts';
import { devCommand } from './dev/dev-command.ts';
import { runCommand } from './run/run-command.ts';

const help: Command = {
  name: 'help',
  summary: 'show this list',
  run: async () => {
    const lines = commands.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`);
    process.stdout.write(`evenkeel keeps AWS true to Kubernetes objects\n\n${lines.join('\n')}\n\nevenkeel COMMAND --help says more.\n`);
    return 0;
  },
};

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [devCommand, runCommand, help];
