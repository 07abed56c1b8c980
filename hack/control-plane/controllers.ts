import { silentLogger } from '../../src/base/logger.ts';
import { systemClock } from '../../src/cli/system-clock.ts';
import { runControllers } from '../../src/devcluster/controllers/run-controllers.ts';
import { createHttpClient } from '../../src/kubernetes/http/http-client.ts';
import { loadConnection } from '../../src/kubernetes/http/load-connection.ts';

/** Runs the dev cluster's garbage collector and namespace controller against a control plane, which has none. Gives how to stop them. */
export async function startControllers(kubeconfig: string): Promise<() => Promise<void>> {
  const client = createHttpClient(await loadConnection({ kubeconfig }));
  const stop = new AbortController();
  const world = { clock: systemClock, random: Math.random, logger: silentLogger };
  const running = runControllers({ ...world, client, discovery: client }, stop.signal);
  return async () => {
    stop.abort();
    await running;
    await client.close();
  };
}
