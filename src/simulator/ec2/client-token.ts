import { stableStringify } from '../../base/json.ts';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { ec2State } from './ec2-state.ts';

/** The id that `make` gives, once for each client token; a call without one always makes. Throws when a token comes with other parameters. */
export function once(action: string, input: Members, context: CallContext, make: () => string): string {
  const { ClientToken, ...rest } = input;
  if (typeof ClientToken !== 'string') return make();
  const { clientTokens } = context.state.of(ec2State);
  const key = `${action}|${ClientToken}`;
  const parameters = stableStringify(rest);
  const before = clientTokens.get(key);
  if (before === undefined) {
    const id = make();
    clientTokens.set(key, { parameters, id });
    return id;
  }
  if (before.parameters === parameters) return before.id;
  throw new AwsError('IdempotentParameterMismatch', 'The client token was already used in a request with other parameters');
}
