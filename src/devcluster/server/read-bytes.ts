import type { IncomingMessage } from 'node:http';
import { refusals } from './refusals.ts';

/** As large as what kube-apiserver takes, in bytes. */
export const largestBody = 3 * 1024 * 1024;

/** Reads a request's body; rejects with 413 when it is too large, and with 400 when the client goes away in the middle. */
export async function readBytes(message: IncomingMessage, limit = largestBody): Promise<Buffer> {
  if (Number(message.headers['content-length'] ?? 0) > limit) throw refusals.tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message.iterator({ destroyOnReturn: false })) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > limit) break;
      chunks.push(bytes);
    }
  } catch {
    throw refusals.badRequest('the body of the request ended too early');
  }
  if (size > limit) throw refusals.tooLarge(limit);
  return Buffer.concat(chunks);
}
