import { itConforms } from '../../support/client-conformance.ts';
import type { ApiServer } from './api-server.ts';
import { startApiServer } from './api-server.ts';
import { widgetType } from './widget.ts';

// The fake API server of the unit tests passes the same ones.
describe('real API server', function () {
  this.timeout(60_000);
  let server: ApiServer;

  before(async function () {
    server = await startApiServer(this);
  });

  after(() => server?.stop());

  itConforms(() => ({ client: server.client, type: widgetType, namespace: 'test' }));
});
