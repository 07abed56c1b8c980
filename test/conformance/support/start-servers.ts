import { randomBytes } from 'node:crypto';
import { createAuthority } from '../../../hack/control-plane/certificate.ts';
import { startControlPlane } from '../../../hack/control-plane/control-plane.ts';
import { Secret } from '../../../src/base/secret.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import { systemClock } from '../../../src/cli/system-clock.ts';
import { createStandardDevApi } from '../../../src/devcluster/create-standard-dev-api.ts';
import { startDevServer } from '../../../src/devcluster/server/start-dev-server.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import { serverUnderTest } from './server-under-test.ts';

/** kube-apiserver, with no controller beside it. */
export async function startReal(): Promise<ServerUnderTest> {
  const plane = await startControlPlane();
  const server = serverUnderTest(plane);
  return { send: (step) => server.send(step), close: () => server.close().then(() => plane.stop()) };
}

/** The dev API server over its HTTPS façade, with no controller beside it either. */
export async function startOurs(): Promise<ServerUnderTest> {
  const world = { clock: systemClock, random: Math.random };
  const authority = createAuthority('evenkeel-conformance-ca');
  const { certificate: cert, key } = authority.issue({ commonName: 'evenkeel-dev', usage: 'server', hosts: ['127.0.0.1'] });
  const api = await createStandardDevApi(world);
  const token = randomBytes(16).toString('hex');
  const tokenKey = new Secret(randomBytes(32).toString('hex'));
  const facade = await startDevServer({
    ...world,
    api,
    logger: silentLogger,
    certificates: { cert, key },
    token: new Secret(token),
    tokenKey,
  });
  const server = serverUnderTest({ url: facade.url, ca: authority.certificate, token });
  return {
    send: (step) => server.send(step),
    close: async () => {
      await server.close();
      await facade.close();
      await api.close();
    },
  };
}
