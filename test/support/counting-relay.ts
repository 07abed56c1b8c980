import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Passes bytes on to a TCP server, and counts its connections. */
export interface CountingRelay {
  readonly port: number;
  /** Connections that were ever opened. */
  readonly opened: number;
  /** Resets all connections that stand, as a network that goes away does. */
  breakAll(): void;
  stop(): Promise<void>;
}

/** Starts a relay on a free port of 127.0.0.1. */
export async function startCountingRelay(targetPort: number): Promise<CountingRelay> {
  const sockets = new Set<Socket>();
  let opened = 0;
  let stopped = false;
  const server = createServer((incoming) => {
    if (stopped) {
      // Waited to be accepted when the others were closed: it would keep the server from closing.
      incoming.destroy();
      return;
    }
    opened += 1;
    const outgoing = connect(targetPort, '127.0.0.1');
    for (const [socket, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get opened() {
      return opened;
    },
    breakAll: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    stop: async () => {
      stopped = true;
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
