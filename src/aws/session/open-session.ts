import { TaskGroup } from '../../base/task-group.ts';
import type { Where } from '../../engine/cloud.ts';
import type { AwsProviderDeps } from './aws-provider-deps.ts';
import { AwsSession } from './aws-session.ts';
import type { CallerIdentity } from './caller-identity.ts';
import { checkRegionName, readCallerIdentity } from './caller-identity.ts';
import type { ConfigName, ResolvedConfig } from './resolved-config.ts';
import { SdkClients } from './sdk-clients.ts';
import { sendCall } from './send-call.ts';
import { SessionCalls } from './session-calls.ts';

/** A session whose credentials AWS has recognised, and whom it took them for. */
export interface OpenSession {
  readonly session: AwsSession;
  readonly identity: CallerIdentity;
}

/** Opens a session and checks it with GetCallerIdentity. Rejects with ProviderConfigError. `users`: the configs that use it, at any time. */
export async function openSession(
  deps: AwsProviderDeps,
  config: ResolvedConfig,
  region: string,
  users: () => readonly ConfigName[],
): Promise<OpenSession> {
  checkRegionName(region);
  const clients = new SdkClients(config.session, region, deps.requestHandler());
  try {
    const identity = await whoAmI(deps, clients, region);
    return { session: makeSession(deps, clients, { partition: identity.partition, account: identity.account, region }, users), identity };
  } catch (error) {
    clients.destroy();
    throw error;
  }
}

async function whoAmI({ clock, onCall }: AwsProviderDeps, clients: SdkClients, region: string): Promise<CallerIdentity> {
  const startedAt = clock.now();
  // No budget: the account, by which budgets are kept, is what this call is about to tell.
  const result = await sendCall(clients, { service: 'sts', operation: 'GetCallerIdentity', input: {}, hold: () => undefined });
  const outcome = result.ok ? 'done' : result.error.errorClass;
  onCall({ service: 'sts', action: 'GetCallerIdentity', outcome, priority: 'edit', ms: clock.now() - startedAt });
  return readCallerIdentity(result, region);
}

function makeSession(deps: AwsProviderDeps, clients: SdkClients, where: Where, users: () => readonly ConfigName[]): AwsSession {
  const { clock, random, controlPlane, settings, breathe, wake, budgets, onCall } = deps;
  const logger = deps.logger.child({ account: where.account, region: where.region });
  return new AwsSession({
    where,
    clients,
    calls: new SessionCalls({ where, clients, budgets, clock, logger, onCall }),
    tasks: new TaskGroup(logger),
    informer: {
      clock,
      random,
      logger,
      controlPlane,
      settings,
      breathe,
      wake,
      onListing: (report) => deps.onListing({ ...report, where, configs: users() }),
    },
  });
}
