import { parseForm } from '../codec/form.ts';
import type { ServiceCodec } from '../codec/service-codec.ts';
import { AwsError } from './aws-error.ts';
import { randomOf } from './call-random.ts';
import type { Interior } from './interior.ts';
import type { ServiceName } from './service.ts';

/** One call of an operation. */
export interface OperationCall {
  readonly service: ServiceName;
  readonly action: string;
  readonly parameters: URLSearchParams;
  readonly account: string;
  readonly region: string;
  readonly accessKey?: string | undefined;
  readonly requestId: string;
}

/** Carries out an operation at the simulator's time. Gives how to encode its answer. Throws AwsError; then nothing has changed. */
export function operate(interior: Interior, call: OperationCall, codec: ServiceCodec, seed: readonly number[]): () => string {
  const { service, action, parameters, account, region, accessKey, requestId } = call;
  const behaviour = interior.services.get(service);
  const operation = behaviour?.operations[action];
  const wire = codec.operation(action);
  if (operation === undefined || wire === undefined) {
    throw new AwsError('InvalidAction', `The action ${action} is not valid for this web service: the simulator does not have it.`);
  }
  const form = parseForm(parameters);
  for (const envelope of ['Action', 'Version']) form.children.delete(envelope);
  const input = wire.decode(form);
  behaviour?.check?.(action, input);
  const output = operation(input, {
    account,
    region,
    accessKey,
    sessions: interior.sessions,
    now: interior.now(),
    random: randomOf(seed),
    requestId,
    state: interior.world.state(account, region),
    settings: interior.settings,
  });
  return () => wire.encode(output, requestId);
}
