import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConnection } from '../../../../src/kubernetes/http/load-connection.ts';

describe('loading a connection', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-connection-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const base64 = (text: string): string => Buffer.from(text).toString('base64');

  /** A kubeconfig whose two contexts differ in their user. */
  function kubeconfig(users: Readonly<Record<string, object>>, cluster: object = {}): string {
    const file = join(folder, 'kubeconfig');
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': Object.keys(users)[0],
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:6443', 'certificate-authority-data': base64('the CA'), ...cluster } }],
      users: Object.entries(users).map(([name, user]) => ({ name, user })),
      contexts: Object.keys(users).map((name) => ({ name, context: { cluster: 'c', user: name } })),
    };
    writeFileSync(file, JSON.stringify(config));
    return file;
  }

  it('reads server, authority and client certificate from a kubeconfig', async () => {
    writeFileSync(join(folder, 'key.pem'), 'the key');
    const user = { 'client-certificate-data': base64('the certificate'), 'client-key': 'key.pem' };
    const { server, tls, headers } = await loadConnection({ kubeconfig: kubeconfig({ admin: user }, { 'tls-server-name': 'api' }) });
    assert.equal(server, 'https://127.0.0.1:6443');
    assert.deepEqual([tls.ca, tls.cert, tls.key].map(String), ['the CA', 'the certificate', 'the key']);
    assert.equal(tls.servername, 'api');
    assert.equal(tls.rejectUnauthorized, undefined);
    assert.deepEqual(await headers(false), {});
  });

  const identities = [
    { name: 'a token', user: { token: 'abc' }, headers: { authorization: 'Bearer abc' } },
    { name: 'name and password', user: { username: 'u', password: 'p' }, headers: { authorization: `Basic ${base64('u:p')}` } },
    {
      name: 'another user to act as',
      user: { token: 'abc', as: 'jane' },
      headers: { authorization: 'Bearer abc', 'impersonate-user': 'jane' },
    },
  ];
  for (const { name, user, headers } of identities) {
    it(`logs in by ${name}`, async () => {
      const connection = await loadConnection({ kubeconfig: kubeconfig({ me: user }) });
      assert.deepEqual(await connection.headers(false), headers);
    });
  }

  it('takes the context that it is told', async () => {
    const file = kubeconfig({ one: { token: '1' }, two: { token: '2' } });
    const connection = await loadConnection({ kubeconfig: file, context: 'two' });
    assert.deepEqual(await connection.headers(false), { authorization: 'Bearer 2' });
  });

  it('reads the file again to renew its identity, and only then', async () => {
    const connection = await loadConnection({ kubeconfig: kubeconfig({ me: { token: 'old' } }) });
    kubeconfig({ me: { token: 'new' } });
    assert.deepEqual(await connection.headers(false), { authorization: 'Bearer old' });
    assert.deepEqual(await connection.headers(true), { authorization: 'Bearer new' });
    assert.deepEqual(await connection.headers(false), { authorization: 'Bearer new' });
  });

  it('asks a plug-in for its token, and again to renew it', async () => {
    const script = join(folder, 'plug-in.mjs');
    const count = join(folder, 'count');
    writeFileSync(count, '0');
    writeFileSync(
      script,
      `import { readFileSync, writeFileSync } from 'node:fs';
       const n = Number(readFileSync(process.argv[2], 'utf8')) + 1;
       writeFileSync(process.argv[2], String(n));
       console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token: 'token ' + n } }));`,
    );
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: [script, count],
      interactiveMode: 'Never',
    };
    const connection = await loadConnection({ kubeconfig: kubeconfig({ me: { exec } }) });
    assert.deepEqual(await connection.headers(false), { authorization: 'Bearer token 1' });
    assert.deepEqual(await connection.headers(false), { authorization: 'Bearer token 1' });
    assert.deepEqual(await connection.headers(true), { authorization: 'Bearer token 2' });
    const both = await Promise.all([connection.headers(true), connection.headers(true)]);
    assert.deepEqual(both, [{ authorization: 'Bearer token 3' }, { authorization: 'Bearer token 3' }], 'once for who asks at one time');
  });

  it('reads the token of a Pod anew for each request', async () => {
    writeFileSync(join(folder, 'ca.crt'), 'the CA');
    writeFileSync(join(folder, 'token'), 'one\n');
    const connection = await loadConnection({ inCluster: { host: 'fd00::1', port: '443', folder } });
    assert.equal(connection.server, 'https://[fd00::1]:443');
    assert.equal(String(connection.tls.ca), 'the CA');
    assert.deepEqual(await connection.headers(false), { authorization: 'Bearer one' });
    writeFileSync(join(folder, 'token'), 'two\n');
    assert.deepEqual(await connection.headers(false), { authorization: 'Bearer two' });
  });

  it('says which file or context is at fault', async () => {
    const file = kubeconfig({ me: { token: 't' } });
    await assert.rejects(loadConnection({ kubeconfig: file, context: 'other' }), {
      message: `${file}: there is no context "other", or its cluster is missing`,
    });
    await assert.rejects(loadConnection({ kubeconfig: join(folder, 'none') }), /none: not a kubeconfig: ENOENT/u);
    writeFileSync(join(folder, 'text'), 'just text');
    await assert.rejects(loadConnection({ kubeconfig: join(folder, 'text') }), /text: /u);
    await assert.rejects(
      loadConnection({ kubeconfig: kubeconfig({ me: {} }, { 'proxy-url': 'http://proxy' }) }),
      /proxy-url of cluster c is not supported/u,
    );
  });
});
