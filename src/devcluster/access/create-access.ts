import { createHash, timingSafeEqual } from 'node:crypto';
import type { Access, Attempt, Caller, Decision } from '../api/access.ts';
import type { PolicyRule } from './policy-rule.ts';
import { covers } from './policy-rule.ts';
import { grantsOf } from './rules-of-caller.ts';
import type { Bearer, TokenDeps } from './service-account-tokens.ts';
import { bearerOf } from './service-account-tokens.ts';
import { apiAudience } from './token.ts';
import { everything } from './usual-rules.ts';

/** Access, with what the reviews ask beyond it. */
export interface DevAccess extends Access {
  /** Whom a token stands for, and for whom it is meant. */
  bearer(token: string): Promise<Bearer | undefined>;
  /** All that the caller may do in the namespace. */
  rulesOf(caller: Caller, namespace: string): Promise<readonly PolicyRule[]>;
}

/** What access is decided by. */
export interface AccessOptions extends TokenDeps {
  /** Whether roles and bindings count. If not, every known caller may do everything. */
  readonly rbac: boolean;
  /** The token of the one administrator. */
  readonly adminToken: string;
}

const administrator: Caller = { username: 'evenkeel-dev-admin', groups: ['system:masters', 'system:authenticated'] };

/** Compares in the same time wherever the texts differ. */
function equalTexts(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Decides who a token stands for (the administrator, or a service account) and what callers may do. */
export function createAccess(options: AccessOptions): DevAccess {
  const isMaster = (caller: Caller): boolean => !options.rbac || caller.groups.includes('system:masters');

  const bearer = async (token: string): Promise<Bearer | undefined> =>
    equalTexts(token, options.adminToken) ? { caller: administrator, audiences: [apiAudience] } : bearerOf(options, token);

  return {
    bearer,
    async authenticate(token) {
      const found = await bearer(token);
      return found?.audiences.includes(apiAudience) === true ? found.caller : undefined;
    },
    async authorize(caller, attempt: Attempt): Promise<Decision> {
      if (isMaster(caller)) return { allowed: true };
      const namespace = attempt.type === 'resource' ? attempt.namespace : undefined;
      for await (const { through, rules } of grantsOf(options.api, caller, namespace)) {
        if (rules.some((rule) => covers(rule, attempt))) return { allowed: true, reason: `RBAC: allowed by ${through}` };
      }
      return { allowed: false };
    },
    async rulesOf(caller, namespace) {
      if (isMaster(caller)) return everything;
      const found: PolicyRule[] = [];
      for await (const { rules } of grantsOf(options.api, caller, namespace)) found.push(...rules);
      return found;
    },
  };
}
