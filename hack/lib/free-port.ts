import { createServer } from 'node:net';
import { once } from 'node:events';

/** A loopback TCP port that was free a moment ago. Another process may take it meanwhile: who uses it must cope with a refused bind. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}
