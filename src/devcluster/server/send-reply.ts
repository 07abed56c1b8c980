import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Reply } from './api-request.ts';
import { sendStream } from './send-stream.ts';
import type { StreamLimits } from './send-stream.ts';

const gzipped = promisify(gzip);
const worthCompressing = 128 * 1024;

/** Sends an answer. `acceptEncoding` is what the client said that it reads. Resolves when all is handed to the connection. */
export async function sendReply(response: ServerResponse, reply: Reply, acceptEncoding: string, limits: StreamLimits): Promise<void> {
  response.setHeader('cache-control', 'no-cache, private');
  switch (reply.type) {
    case 'json':
      return sendWhole(response, reply.code, Buffer.from(`${JSON.stringify(reply.value)}\n`), {
        contentType: reply.contentType ?? 'application/json',
        acceptEncoding,
      });
    case 'raw':
      return sendWhole(response, reply.code, Buffer.from(reply.body), { contentType: reply.contentType, acceptEncoding });
    case 'stream':
      return sendStream(response, reply.values, limits);
    default:
      return reply satisfies never;
  }
}

async function sendWhole(
  response: ServerResponse,
  code: number,
  body: Buffer,
  { contentType, acceptEncoding }: { readonly contentType: string; readonly acceptEncoding: string },
): Promise<void> {
  const compress = body.length > worthCompressing && /\bgzip\b/u.test(acceptEncoding);
  const bytes = compress ? await gzipped(body, { level: constants.Z_BEST_SPEED }) : body;
  response.writeHead(code, {
    'content-type': contentType,
    'content-length': bytes.length,
    ...(compress ? { 'content-encoding': 'gzip', vary: 'Accept-Encoding' } : {}),
  });
  response.end(bytes);
}
