import { connectNodeAdapter } from '@connectrpc/connect-node';
import type { Http2Server } from 'node:http2';
import { createSecureServer, createServer } from 'node:http2';
import type { Server } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { DescService } from '@bufbuild/protobuf';
import { FunctionRunnerService } from '../../../../src/composition/remote/generated/run_function_pb.ts';
import type { Certificates } from '../../../../src/devcluster/server/certificates.ts';
import type { FunctionServer } from './function-server.ts';

const betaService: DescService = { ...FunctionRunnerService, typeName: 'apiextensions.fn.proto.v1beta1.FunctionRunnerService' };

/** A function of before v1: it answers a request under the older name alone, giving back what is desired. `calls`: paths, in order. */
export async function startBetaFunction(): Promise<FunctionServer & { readonly calls: readonly string[] }> {
  const calls: string[] = [];
  const handler = connectNodeAdapter({
    routes: (router) => {
      router.rpc({ ...FunctionRunnerService.method.runFunction, parent: betaService }, ({ desired }) =>
        desired === undefined ? {} : { desired },
      );
    },
  });
  const server = createServer((request, response) => {
    calls.push(request.url);
    handler(request, response);
  });
  return { ...(await listening(server)), calls };
}

/** A function over TLS that answers with the name in the certificate that the caller shows. */
export async function startAskingFunction({ caCert, cert, key }: Certificates): Promise<FunctionServer> {
  let shown = '';
  const handler = connectNodeAdapter({
    routes: (router) => {
      router.rpc(FunctionRunnerService.method.runFunction, () => ({ results: [{ severity: 3, message: shown }] }));
    },
  });
  const server = createSecureServer({ ca: caCert, cert, key, requestCert: true, rejectUnauthorized: false }, handler);
  server.on('secureConnection', (socket: TLSSocket) => {
    shown = String(socket.getPeerCertificate().subject?.CN);
  });
  return listening(server);
}

/** Speaks HTTP/2, but is no function: it says so in HTML. */
export function startWebServer(): Promise<FunctionServer> {
  return listening(
    createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<h1>It works</h1>');
    }),
  );
}

/** Answers a message that is none. */
export function startGarbledFunction(): Promise<FunctionServer> {
  return listening(
    createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/grpc+proto' });
      response.end(Buffer.from([0, 0, 0, 0, 3, 0xff, 0xff, 0xff]));
    }),
  );
}

/** Answers everything with a text that is not HTTP/2. */
export function startNoise(): Promise<FunctionServer> {
  return listening(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('220 mail ready\r\n'.repeat(10));
    }),
  );
}

async function listening(server: Server | Http2Server): Promise<FunctionServer> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket: { destroy(): void }) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const at = server.address();
  const stop = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { address: `127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`, stop };
}
