import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../base/clock.ts';
import { within } from '../../base/within.ts';
import type { JsonObject } from '../api/dev-object.ts';

/** How long a reader may leave what was sent unread. */
export interface StreamLimits {
  readonly clock: Clock;
  readonly stuckMs: number;
  /** Ends the stream. */
  readonly signal: AbortSignal;
}

/**
 * Sends each value as a line as soon as it comes, the headers at once. A reader that takes nothing for `stuckMs` is cut off, for what it
 * does not read is held in memory.
 */
export async function sendStream(response: ServerResponse, values: AsyncIterable<JsonObject>, limits: StreamLimits): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  try {
    for await (const value of values) {
      if (response.destroyed) return;
      if (!response.write(`${JSON.stringify(value)}\n`)) await drained(response, limits);
    }
    response.end();
  } catch (error) {
    response.destroy();
    if (!limits.signal.aborted && !(error instanceof StuckReader)) throw error;
  }
}

class StuckReader extends Error {}

async function drained(response: ServerResponse, { clock, stuckMs, signal }: StreamLimits): Promise<void> {
  try {
    await within(clock, stuckMs, once(response, 'drain', { signal }));
  } catch (error) {
    throw new StuckReader('the reader of a watch takes nothing', { cause: error });
  }
}
