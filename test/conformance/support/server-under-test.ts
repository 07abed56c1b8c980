import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import type { Answer } from './answer.ts';
import type { Step } from './script.ts';

/** A server that scripts are sent to. */
export interface ServerUnderTest {
  send(step: Step): Promise<Answer>;
  close(): Promise<void>;
}

/** Where it is, and who asks. PEM texts. */
export interface ServerAccess {
  readonly url: string;
  readonly ca: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly token?: string;
}

/** A watch that brings nothing for so long is over. */
const quietMs = 700;

/** No step takes longer; one that does is a failure. */
const mostMs = 20_000;

export function serverUnderTest({ url, ca, clientCert, clientKey, token }: ServerAccess): ServerUnderTest {
  const dispatcher = new Agent({
    connect: { ca, ...(clientCert === undefined ? {} : { cert: clientCert, key: clientKey }) },
    connections: 32,
    allowH2: false,
    bodyTimeout: 0,
  });
  return {
    send: async (step) => {
      const answer = await dispatcher.request({
        origin: url,
        signal: AbortSignal.timeout(mostMs),
        method: step.method,
        path: step.path,
        headers: {
          accept: 'application/json',
          'user-agent': 'conformance/1',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(step.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...step.headers,
        },
        body: step.body === undefined ? null : typeof step.body === 'string' ? step.body : JSON.stringify(step.body),
      });
      const { 'content-type': contentType, warning = [] } = answer.headers;
      return {
        status: answer.statusCode,
        contentType: Array.isArray(contentType) ? contentType[0] : contentType,
        warnings: Array.isArray(warning) ? warning : [warning],
        body:
          step.events === undefined || answer.statusCode !== 200 ? parsed(await answer.body.text()) : await eventsOf(answer, step.events),
      };
    },
    close: () => dispatcher.destroy(),
  };
}

/** So many events of a watch, or those that come before it ends or falls silent. */
async function eventsOf({ body }: Dispatcher.ResponseData, count: number): Promise<readonly unknown[]> {
  const events: unknown[] = [];
  let rest = '';
  const silence = (): NodeJS.Timeout => setTimeout(() => body.destroy(), quietMs);
  let timer = silence();
  try {
    for await (const chunk of body) {
      clearTimeout(timer);
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      events.push(...lines.map(parsed));
      if (events.length >= count) break;
      timer = silence();
    }
  } catch (error) {
    // Hung up after silence: what came is the answer.
    if (!body.destroyed) throw error;
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
  return events;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
