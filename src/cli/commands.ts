import type { Command } from './command.ts';
import { startSmall } from './dev/start-small.ts';

const print = (text: string): void => void process.stdout.write(text);

// Each is loaded when it is asked for: the controller of a cluster has no use for the dev API server, nor the help for either.
const dev: Command = {
  name: 'dev',
  summary: 'try it: a Kubernetes API, simulated AWS and the controller in one process',
  run: async (args) => {
    startSmall();
    return (await import('./dev/dev-command.ts')).runDevCommand(args);
  },
};

const run: Command = {
  name: 'run',
  summary: 'run the controller against a cluster and AWS',
  run: async (args) => (await import('./run/run-command.ts')).runController(args),
};

const render: Command = {
  name: 'render',
  summary: 'print what a composite becomes, without a cluster',
  run: async (args) => (await import('./render/render-command.ts')).runRenderCommand(args, print),
};

const types: Command = {
  name: 'types',
  summary: 'print TypeScript types for programs of compositions',
  run: async (args) => (await import('./types/types-command.ts')).runTypesCommand(args),
};

const validate: Command = {
  name: 'validate',
  summary: 'check manifests against CRDs, definitions and compositions, without a cluster',
  run: async (args) => (await import('./validate/validate-command.ts')).runValidateCommand(args, print),
};

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
export const commands: readonly Command[] = [dev, run, render, validate, types, help];
