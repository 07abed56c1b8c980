import { randomBytes, webcrypto } from 'node:crypto';
import { silentLogger } from '../../src/base/logger.ts';
import { Secret } from '../../src/base/secret.ts';
import { systemClock } from '../../src/cli/system-clock.ts';
import { createStandardDevApi } from '../../src/devcluster/create-standard-dev-api.ts';
import { createCertificates } from '../../src/devcluster/server/certificates.ts';
import { writeKubeconfig } from '../../src/devcluster/server/kubeconfig.ts';
import { startDevServer } from '../../src/devcluster/server/start-dev-server.ts';
import { untilInterrupted } from '../lib/until-interrupted.ts';

// Serves the dev API alone, with RBAC and an empty store in memory, and writes an administrator's kubeconfig to the file that is
// given; until SIGINT or SIGTERM. As with a bare kube-apiserver nothing collects what has no owner any more.
const [file = 'kubeconfig'] = process.argv.slice(2);
const world = { clock: systemClock, random: Math.random };
const generateKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const secret = (): Secret => new Secret(randomBytes(32).toString('base64url'));
const certificates = await createCertificates(world.clock, world.random, generateKeys);
const api = await createStandardDevApi(world);
const token = secret();
const server = await startDevServer({ ...world, api, logger: silentLogger, certificates, token, tokenKey: secret(), rbac: true });
await writeKubeconfig(file, { url: server.url, caCert: certificates.caCert, token });
await untilInterrupted();
await server.close();
await api.close();
