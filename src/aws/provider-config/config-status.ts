import type { ProviderConfigError } from '../../engine/cloud.ts';
import type { Condition } from '../../kubernetes/condition.ts';
import { setCondition } from '../../kubernetes/set-condition.ts';
import type { CallerIdentity } from '../session/caller-identity.ts';
import { refusesCredentials } from '../session/caller-identity.ts';
import type { ListingFailure } from './listing-failures.ts';

/** status of a provider config. */
export interface ConfigStatus {
  readonly observedGeneration: number;
  readonly conditions: readonly Condition[];
  readonly account?: string;
  readonly arn?: string;
  readonly users?: number;
}

/** What was found out about a config. */
export interface ConfigFindings {
  readonly generation: number;
  readonly identity: CallerIdentity | ProviderConfigError;
  readonly failures: readonly ListingFailure[];
  /** Whether that no listing fails says that all succeed. */
  readonly mayClear: boolean;
  /** undefined: not all that use it are known. */
  readonly users: number | undefined;
  /** ms since the epoch */
  readonly now: number;
}

type Draft = Omit<Condition, 'lastTransitionTime' | 'observedGeneration'>;

/** Ready says whether the credentials are good, which a listing may tell later than the look at the identity; Listed appears when a listing fails, which shows here and not on each object. */
export function configStatus(before: readonly Condition[], findings: ConfigFindings): ConfigStatus {
  const { generation, identity, failures, mayClear, users, now } = findings;
  const wasFailing = mayClear && before.some(({ type }) => type === 'Listed');
  const drafts = [readyDraft(identity, failures), ...(failures.length > 0 || wasFailing ? [listedDraft(failures)] : [])];
  const conditions = drafts.reduce((list, draft) => setCondition(list, { ...draft, observedGeneration: generation }, now), before);
  const known = identity instanceof Error ? {} : { account: identity.account, arn: identity.arn };
  return { observedGeneration: generation, conditions, ...known, ...(users === undefined ? {} : { users }) };
}

function readyDraft(identity: CallerIdentity | ProviderConfigError, failures: readonly ListingFailure[]): Draft {
  if (identity instanceof Error) return { type: 'Ready', status: 'False', reason: identity.reason, message: identity.message };
  const refusal = failures.find(({ error }) => refusesCredentials(error));
  if (refusal !== undefined) {
    const message = `AWS refuses the credentials: ${withoutRequest(refusal.error.message, refusal.error.requestId)}`;
    return { type: 'Ready', status: 'False', reason: 'CredentialsInvalid', message };
  }
  return { type: 'Ready', status: 'True', reason: 'Available', message: `AWS knows the credentials as account ${identity.account}` };
}

const mostNamed = 5;

function listedDraft(failures: readonly ListingFailure[]): Draft {
  const [first] = failures;
  if (first === undefined) return { type: 'Listed', status: 'True', reason: 'Complete', message: 'every listing succeeds' };
  const message = failures
    .toSorted((a, b) => `${a.region} ${a.operation}`.localeCompare(`${b.region} ${b.operation}`))
    .slice(0, mostNamed)
    .map(({ region, operation, error }) => `${operation} in ${region}: ${withoutRequest(error.message, error.requestId)}`)
    .join('; ');
  return { type: 'Listed', status: 'False', reason: first.error.code.replace(/\W/g, ''), message };
}

/** A request id differs each time; the same problem has to give the same text. */
function withoutRequest(message: string, requestId: string | undefined): string {
  return requestId === undefined ? message : message.replace(` (request ${requestId})`, '');
}
