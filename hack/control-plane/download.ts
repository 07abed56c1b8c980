import { createHash } from 'node:crypto';

/** Limits of a download. */
export interface DownloadOptions {
  /** Until the answer's first byte. */
  readonly connectTimeoutMs: number;
  /** Until the last byte. */
  readonly totalTimeoutMs: number;
  /** Called now and then with the bytes so far and, where the server says it, the whole. */
  readonly progress: (bytes: number, total: number | undefined) => void;
}

/** Fetches a file and verifies its SHA-512; rejects with one line that says what went wrong. */
export async function download(url: string, sha512: string, options: DownloadOptions): Promise<Buffer> {
  const content = await fetchAll(url, options).catch((error: unknown) => {
    throw new Error(`${url}: ${reasonOf(error)}`);
  });
  const actual = createHash('sha512').update(content).digest('hex');
  if (actual !== sha512) throw new Error(`${url}: SHA-512 is ${actual}, not ${sha512}`);
  return content;
}

async function fetchAll(url: string, options: DownloadOptions): Promise<Buffer> {
  const controller = new AbortController();
  const late = (what: string): void => controller.abort(new Error(what));
  const connect = setTimeout(late, options.connectTimeoutMs, `no answer within ${options.connectTimeoutMs} ms`);
  const total = setTimeout(late, options.totalTimeoutMs, `not done within ${options.totalTimeoutMs} ms`);
  try {
    const response = await fetch(url, { signal: controller.signal });
    clearTimeout(connect);
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const length = Number(response.headers.get('content-length')) || undefined;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    const body: AsyncIterable<Uint8Array> = response.body;
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      options.progress(bytes, length);
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(connect);
    clearTimeout(total);
  }
}

/** fetch wraps the interesting error (`ENOTFOUND`, `ECONNREFUSED`) as a cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
