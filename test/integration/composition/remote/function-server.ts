import type { FunctionHandler } from '@crossplane-org/function-sdk-typescript';
import { FunctionRunner, getServer, getServerCredentials } from '@crossplane-org/function-sdk-typescript';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Certificates } from '../../../../src/devcluster/server/certificates.ts';

/** A function that listens on 127.0.0.1. */
export interface FunctionServer {
  readonly address: string;
  /** Ends it at once, whatever runs. */
  stop(): void;
}

/** Serves a function written with the public SDK for TypeScript; plaintext without certificates, on a free port unless told. */
export async function startFunction(run: FunctionHandler['RunFunction'], certificates?: Certificates, atPort = 0): Promise<FunctionServer> {
  const logger = pino({ level: 'silent' });
  const server = getServer(new FunctionRunner({ RunFunction: run }, logger), logger);
  const credentials =
    certificates === undefined ? getServerCredentials({ address: '', insecure: true }) : await credentialsOf(certificates);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${atPort}`, credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

/** The SDK reads certificates from a folder, as they are mounted into a Pod. */
async function credentialsOf({ caCert, cert, key }: Certificates) {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-function-'));
  try {
    await Promise.all(
      Object.entries({ 'ca.crt': caCert, 'tls.crt': cert, 'tls.key': key }).map(([name, text]) => writeFile(join(folder, name), text)),
    );
    return getServerCredentials({ address: '', tlsServerCertsDir: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}
