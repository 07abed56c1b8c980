import type { RequestHandler } from '../../src/aws/session/session-config.ts';
import { sleep, type Clock } from '../../src/base/clock.ts';
import type { Simulator } from '../../src/simulator/core/simulator.ts';

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The SDK's transport to a simulator of the same process; a call takes so many ms of the clock. */
export function simulatedTransport(simulator: Simulator, clock: Clock, latencyMs: number): RequestHandler {
  const handler = {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    handle: async ({ method, path, headers, body = '' }: SdkRequest) => {
      await sleep(clock, latencyMs / 2);
      const answer = await simulator.handle({ method, path, headers, body: Buffer.from(body).toString() });
      await sleep(clock, latencyMs / 2);
      return { response: { statusCode: answer.status, headers: answer.headers, body: Buffer.from(answer.body) } };
    },
  };
  return handler as unknown as RequestHandler;
}
