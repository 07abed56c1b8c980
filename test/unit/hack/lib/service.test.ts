import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from '../../../../hack/lib/service.ts';
import type { Service } from '../../../../hack/lib/service.ts';
import { isRunning } from '../../../support/until.ts';

describe('startService', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-service-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = (script: string, ready: () => boolean, command = '/bin/sh'): Promise<Service> =>
    startService({
      name: 'a server',
      command,
      args: ['-c', script],
      logFile: join(folder, 'log'),
      ready: async () => ready(),
      timeoutMs: 300,
    });

  it('waits until the program is ready, and ends it by its pid', async () => {
    const flag = join(folder, 'ready');
    const service = await start(`echo $$ > ${flag}; exec sleep 60`, () => existsSync(flag) && readFileSync(flag, 'utf8') !== '');
    assert.equal(Number(readFileSync(flag, 'utf8')), service.pid);
    await service.stop();
    assert.ok(!isRunning(service.pid));
    await service.stop();
  });

  const failures: readonly { readonly name: string; readonly script: string; readonly command?: string; readonly error: RegExp }[] = [
    { name: 'a program that ends', script: 'echo no such flag; exit 3', error: /^Error: a server: ended with 3; .*\nno such flag$/ },
    { name: 'a program that never gets ready', script: 'exec sleep 60', error: /a server: not ready after 300 ms/ },
    { name: 'a program that there is not', script: '', command: '/none/such', error: /a server: spawn \/none\/such ENOENT/ },
  ];
  for (const { name, script, command, error } of failures) {
    it(`rejects ${name}`, () =>
      assert.rejects(
        start(script, () => false, command),
        error,
      ));
  }
});
