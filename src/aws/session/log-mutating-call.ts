import type { Logger } from '../../base/logger.ts';
import type { CallOutcome, CloudCall, ExecuteOptions } from '../../engine/cloud.ts';
import { redactInput } from '../redaction/redact-input.ts';

export interface MutatingCall {
  readonly call: CloudCall;
  readonly object: ExecuteOptions['object'];
  readonly outcome: CallOutcome;
  readonly ms: number;
}

/** One structured line for each mutating call, whatever became of it; its input only at debug level, redacted. */
export async function logMutatingCall(logger: Logger, { call, object, outcome, ms }: MutatingCall): Promise<void> {
  const token = call.input['ClientToken'];
  const fields = {
    object: `${object.kind}/${object.namespace}/${object.name}`,
    uid: object.uid,
    service: call.service,
    action: call.operation,
    outcome: outcome.result,
    ms,
    ...(typeof token === 'string' ? { token } : {}),
    ...outcomeFields(outcome),
  };
  if (outcome.result === 'done') logger.info(fields, 'AWS call');
  else logger.warn(fields, 'AWS call');
  logger.debug(
    { uid: object.uid, action: call.operation, input: await redactInput(call.service, call.operation, call.input) },
    'AWS call input',
  );
}

function outcomeFields(outcome: CallOutcome): object {
  const requestId = outcome.result === 'done' ? outcome.requestId : outcome.error.requestId;
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...(outcome.result === 'done'
      ? {}
      : { errorCode: outcome.error.code, errorClass: outcome.error.errorClass, error: outcome.error.message }),
    ...(outcome.result === 'refused' ? { sent: outcome.sent } : {}),
  };
}
