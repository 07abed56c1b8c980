import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../base/logger.ts';
import { ApiError } from '../../kubernetes/api-error.ts';
import type { Reply } from './api-request.ts';
import { authenticate } from './authenticate.ts';
import { dispatch, isOpen } from './dispatch.ts';
import { readBytes } from './read-bytes.ts';
import { refusals } from './refusals.ts';
import { sendReply } from './send-reply.ts';
import type { ServeContext } from './serve-context.ts';
import { statusOf } from './status-of.ts';

/** An exchange with a client. */
export interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborts when the server drains. */
  readonly signal: AbortSignal;
}

const stuckMs = 30_000;

/** Answers one request, whatever becomes of it; never rejects but for a connection that is lost. */
export async function serveRequest(context: ServeContext, logger: Logger, { message, response, signal }: Exchange): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const either = AbortSignal.any([gone.signal, signal]);
  const warnings: string[] = [];
  const reply = await answer(context, message, either, warnings).catch((error: unknown) => refusal(error, logger, message));
  if (response.destroyed) return;
  if (warnings.length > 0) response.setHeader('warning', warnings.slice(0, mostWarnings).map(warningHeader));
  const encoding = message.headers['accept-encoding'];
  await sendReply(response, reply, typeof encoding === 'string' ? encoding : '', { clock: context.clock, stuckMs, signal: either });
  // What is left of a body that was refused is dropped, so that the connection can go on.
  message.resume();
}

const mostWarnings = 50;

async function answer(context: ServeContext, message: IncomingMessage, signal: AbortSignal, warnings: string[]): Promise<Reply> {
  const { segments, query } = parseUrl(message.url ?? '/');
  const caller = await authenticate(message.headers, context.access, isOpen(segments));
  return dispatch(context, {
    method: message.method ?? 'GET',
    segments,
    query,
    headers: message.headers,
    caller,
    signal,
    body: () => readBytes(message),
    warn: (warning) => warnings.push(warning),
  });
}

function parseUrl(text: string): { readonly segments: readonly string[]; readonly query: URLSearchParams } {
  const [path = '', ...query] = text.split('?');
  try {
    const segments = path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
    return { segments, query: new URLSearchParams(query.join('?')) };
  } catch {
    throw refusals.badRequest('the path of the request is not well encoded');
  }
}

function refusal(error: unknown, logger: Logger, message: IncomingMessage): Reply {
  const status = statusOf(error);
  if (!(error instanceof ApiError)) {
    logger.error(
      { method: message.method, path: message.url?.split('?')[0], error: error instanceof Error ? error.stack : String(error) },
      'a request failed',
    );
  }
  return { type: 'json', code: status.code, value: status };
}

/** Warning header of RFC 7234; what a header can't hold is left out. */
function warningHeader(text: string): string {
  const printable = text.replaceAll(/[^\x20-\x7e]/gu, ' ').slice(0, longestWarning);
  return `299 - "${printable.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}

const longestWarning = 1000;
