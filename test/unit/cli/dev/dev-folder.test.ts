import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDevFolder, type DevIdentity } from '../../../../src/cli/dev/dev-folder.ts';

const identity: DevIdentity = {
  version: 1,
  controlPlane: 'dev-1',
  port: 1,
  simulatorPort: 2,
  ...{ caCert: 'ca', cert: 'cert', key: 'key', token: 'token', tokenKey: 'token key' },
};

describe('openDevFolder', () => {
  let parent: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
  });

  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  it('makes the folder and those on the way, for its owner alone', async () => {
    const folder = await openDevFolder(join(parent, 'a/b'));
    assert.equal(folder.path, join(parent, 'a/b'));
    assert.equal(statSync(folder.path).mode & 0o777, 0o700);
    await folder.close();
    assert.ok(existsSync(folder.path));
  });

  it('takes one that is there', async () => {
    writeFileSync(join(parent, 'kept'), 'x');
    await (await openDevFolder(parent)).close();
    assert.deepEqual(readdirSync(parent), ['kept']);
  });

  it('takes an ephemeral one away when it is closed, and has nothing left to do then', async () => {
    const listeners = process.listenerCount('exit');
    const folder = await openDevFolder(undefined);
    assert.ok(statSync(folder.path).isDirectory());
    assert.equal(process.listenerCount('exit'), listeners + 1);
    await folder.close();
    assert.ok(!existsSync(folder.path));
    assert.equal(process.listenerCount('exit'), listeners);
  });

  it('refuses a path below a file', async () => {
    writeFileSync(join(parent, 'file'), 'x');
    await assert.rejects(
      openDevFolder(join(parent, 'file/x')),
      /^Error: --dir .*\/file\/x can't be made \(ENOTDIR.*\); take another folder$/,
    );
    await assert.rejects(openDevFolder(join(parent, 'file')), /EEXIST/);
  });

  it('keeps an identity, that others may not read', async () => {
    const folder = await openDevFolder(parent);
    assert.equal(await folder.readIdentity(), undefined);
    await folder.writeIdentity(identity);
    assert.deepEqual(await folder.readIdentity(), identity);
    assert.equal(statSync(join(parent, 'identity.json')).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(parent), ['identity.json']);
  });

  const refused = [
    ['that is no JSON', '{"version":', /identity\.json can't be read: it is not JSON/],
    ['that is no object', '[]x', /it is not JSON/],
    ['of a newer version', JSON.stringify({ ...identity, version: 2 }), /of version 2, newer than this evenkeel reads \(1\)/],
    ['that lacks something', JSON.stringify({ version: 1, caCert: 'ca', cert: 'c', key: 'k', token: 't' }), /lacks controlPlane, tokenKey/],
  ] as const;
  for (const [name, text, says] of refused)
    it(`refuses an identity ${name}, and leaves it`, async () => {
      const file = join(parent, 'identity.json');
      writeFileSync(file, text);
      const folder = await openDevFolder(parent);
      await assert.rejects(folder.readIdentity(), says);
      assert.equal(readFileSync(file, 'utf8'), text);
    });
});
