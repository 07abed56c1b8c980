import assert from 'node:assert/strict';
import { devHelp, parseDevOptions } from '../../../../src/cli/dev/dev-options.ts';

describe('the flags of evenkeel dev', () => {
  it('have defaults', () => {
    assert.deepEqual(parseDevOptions([]), {
      dir: '.evenkeel',
      aws: 'simulated',
      port: undefined,
      simulatorPort: undefined,
      demo: false,
      exit: false,
      rbac: false,
      logLevel: 'info',
      command: [],
    });
  });

  it('keep nothing with --ephemeral', () => {
    assert.equal(parseDevOptions(['--ephemeral'])?.dir, undefined);
  });

  it('leave what follows -- to the command', () => {
    assert.deepEqual(parseDevOptions(['--port=1', '--', 'kubectl', '--help'])?.command, ['kubectl', '--help']);
  });

  it('ask for help', () => {
    assert.equal(parseDevOptions(['--help']), undefined);
    assert.match(devHelp(), /--ephemeral/);
  });

  for (const { args, says } of [
    { args: ['--port=70000'], says: /--port 70000: a port from 0 to 65535/ },
    { args: ['--simulator-port', 'x'], says: /--simulator-port x/ },
    { args: ['--aws=moon'], says: /--aws moon: one of simulated, real/ },
    { args: ['--dir='], says: /--dir needs the path of a folder/ },
    { args: ['--exit'], says: /--exit goes with --demo/ },
    { args: ['--demo', '--aws=real'], says: /--aws=simulated only/ },
    { args: ['--demo', '--', 'ls'], says: /exclude each other/ },
    { args: ['--'], says: /a command is needed/ },
    { args: ['--what'], says: /evenkeel dev --help/ },
    { args: ['--log-level=loud'], says: /--log-level loud/ },
  ])
    it(`are refused: ${args.join(' ')}`, () => {
      assert.throws(() => parseDevOptions(args), says);
    });
});
