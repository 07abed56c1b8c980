import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Secret } from '../../../../src/base/secret.ts';
import { createCertificates } from '../../../../src/devcluster/server/certificates.ts';
import { writeKubeconfig } from '../../../../src/devcluster/server/kubeconfig.ts';
import { generateKeys } from '../../../support/devcluster/served-dev-api.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

describe('writeKubeconfig', () => {
  it('writes what only its owner may read, also over a file that all could read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'evenkeel-kubeconfig-'));
    const path = join(folder, 'kubeconfig');
    await writeFile(path, 'old', { mode: 0o644 });
    await writeKubeconfig(path, { url: 'https://127.0.0.1:1', caCert: 'PEM', token: new Secret('tok') });
    const { mode } = await stat(path);
    const config = parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await rm(folder, { recursive: true });
    assert.equal(mode & 0o777, 0o600);
    assert.equal(config['current-context'], 'evenkeel-dev');
    assert.deepEqual(config['users'], [{ name: 'evenkeel-dev', user: { token: 'tok' } }]);
    const cluster = { server: 'https://127.0.0.1:1', 'certificate-authority-data': Buffer.from('PEM').toString('base64') };
    assert.deepEqual(config['clusters'], [{ name: 'evenkeel-dev', cluster }]);
  });
});

describe('createCertificates', () => {
  it('makes a certificate for this machine that its authority signed, good from now on for ten years', async () => {
    const clock = new FakeClock();
    const { caCert, cert } = await createCertificates(clock, seededRandom(), generateKeys);
    const [authority, server] = [new X509Certificate(caCert), new X509Certificate(cert)];
    assert.ok(authority.ca && !server.ca);
    assert.ok(server.checkIssued(authority) && server.verify(authority.publicKey));
    assert.equal(server.checkIP('127.0.0.1'), '127.0.0.1');
    assert.equal(server.checkHost('localhost'), 'localhost');
    assert.ok(server.validFromDate.getTime() <= clock.now() && server.validToDate.getTime() > clock.now() + 9.9 * 365 * 86_400_000);
  });
});
