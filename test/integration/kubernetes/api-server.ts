import type { Context } from 'mocha';
import type { ControlPlane } from '../../../hack/control-plane/control-plane.ts';
import { startControlPlane } from '../../../hack/control-plane/control-plane.ts';
import { findBinaries } from '../../../hack/control-plane/binaries.ts';
import type { Connection } from '../../../src/kubernetes/http/connection.ts';
import type { HttpClient } from '../../../src/kubernetes/http/http-client.ts';
import { createHttpClient } from '../../../src/kubernetes/http/http-client.ts';
import { loadConnection } from '../../../src/kubernetes/http/load-connection.ts';
import type { CountingRelay } from '../../support/counting-relay.ts';
import { startCountingRelay } from '../../support/counting-relay.ts';
import { poll } from '../../support/poll.ts';
import { cannotRunHere } from '../../support/requirements.ts';
import { crdType, namespaceType, widgetCrd, widgetType } from './widget.ts';

/** A real API server that serves Widgets in the namespace `test`, a client of it, and the relay that the client goes through. */
export interface ApiServer {
  readonly plane: ControlPlane;
  readonly relay: CountingRelay;
  readonly connection: Connection;
  readonly client: HttpClient;
  stop(): Promise<void>;
}

/** Starts it from a `before` hook. */
export async function startApiServer(context: Context): Promise<ApiServer> {
  await findBinaries().catch((error: unknown) => cannotRunHere(context, error instanceof Error ? error.message : String(error)));
  const plane = await startControlPlane();
  const relay = await startCountingRelay(Number(new URL(plane.url).port));
  const direct = await loadConnection({ kubeconfig: plane.kubeconfig });
  const connection = { ...direct, server: `https://127.0.0.1:${relay.port}` };
  const client = createHttpClient(connection);
  await client.create(crdType, widgetCrd, 'test');
  await client.create(namespaceType, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'test' } }, 'test');
  await poll('widgets to be served', () =>
    client.list(widgetType, {}).then(
      () => true,
      () => false,
    ),
  );
  return {
    plane,
    relay,
    connection,
    client,
    stop: async () => {
      await client.close();
      await relay.stop();
      await plane.stop();
    },
  };
}
