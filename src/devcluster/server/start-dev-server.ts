import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Random } from '../../base/random.ts';
import type { Secret } from '../../base/secret.ts';
import { answerReview } from '../access/answer-review.ts';
import { createAccess } from '../access/create-access.ts';
import { issueToken } from '../access/service-account-tokens.ts';
import type { DevApi } from '../api/dev-api.ts';
import { createOpenApi } from '../openapi/create-open-api.ts';
import type { Certificates } from './certificates.ts';
import { startHttpsServer } from './https-server.ts';
import type { HttpsServer } from './https-server.ts';

/** What the dev API server serves, and to whom. */
export interface DevServerOptions {
  readonly api: DevApi;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** 0 or absent: any that is free. */
  readonly port?: number;
  readonly certificates: Pick<Certificates, 'cert' | 'key'>;
  /** Of the one administrator. */
  readonly token: Secret;
  /** Signs the tokens of service accounts. */
  readonly tokenKey: Secret;
  /** Whether roles and bindings count. If not, every known caller may do everything. */
  readonly rbac?: boolean;
  /** Of this program, as /version tells it. */
  readonly version?: string;
}

/** Serves a dev API over HTTPS on 127.0.0.1. Rejects when it can't listen, with Node's own error (`EADDRINUSE`). */
export function startDevServer(options: DevServerOptions): Promise<HttpsServer> {
  const { api, clock, random, logger, port = 0, certificates, version = 'dev' } = options;
  const tokens = { api, clock, key: Buffer.from(options.tokenKey.reveal()) };
  const access = createAccess({ ...tokens, rbac: options.rbac ?? false, adminToken: options.token.reveal() });
  return startHttpsServer({
    ...{ api, access, clock, random, logger, port, certificates, version },
    openApi: createOpenApi(),
    reviews: {
      answer: (review, caller, namespace) => answerReview(review, { access, caller, namespace }),
      issueToken: (request, account) => issueToken(tokens, account, request),
    },
  });
}
