import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../api/access.ts';
import type { JsonObject } from '../api/dev-object.ts';

/** A request whose caller is known. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded, without empty ones: `['api', 'v1', 'namespaces']`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly caller: Caller;
  /** Aborts when the client is gone or the server drains. */
  readonly signal: AbortSignal;
  /** Reads the whole body once; rejects with 413 beyond the limit. */
  readonly body: () => Promise<Buffer>;
  /** Adds a Warning header to the answer. */
  readonly warn: (message: string) => void;
}

/** What a request is answered with. */
export type Reply =
  | { readonly type: 'json'; readonly code: number; readonly value: JsonObject; readonly contentType?: string }
  | { readonly type: 'raw'; readonly code: number; readonly body: string | Uint8Array; readonly contentType: string }
  /** One JSON value a line, as they come. */
  | { readonly type: 'stream'; readonly values: AsyncIterable<JsonObject> };

/** A JSON answer; 200 unless told. */
export function json(value: JsonObject, code = 200): Reply {
  return { type: 'json', code, value };
}
