import { json } from './api-request.ts';
import type { Reply } from './api-request.ts';

/** The version of Kubernetes whose behaviour the server follows. */
const kubernetes = { major: '1', minor: '35' };

/** GET /version; `version` is that of this program. */
export function versionReply(version: string): Reply {
  return json({
    ...kubernetes,
    gitVersion: `v${kubernetes.major}.${kubernetes.minor}.0+evenkeel-${version}`,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: '',
    compiler: '',
    platform: '',
  });
}

/** GET /healthz, /livez and /readyz: a server that answers is well, as it serves only once its store is loaded. */
export function healthReply(path: string, verbose: boolean): Reply {
  return text(200, verbose ? `[+]ping ok\n${path} check passed\n` : 'ok');
}

/** What a path that is nothing gets, for whoever looks with a browser. */
export function notFoundReply(): Reply {
  return text(404, '404 page not found\n');
}

function text(code: number, body: string): Reply {
  return { type: 'raw', code, body, contentType: 'text/plain; charset=utf-8' };
}
