import type { CloudError } from '../../engine/cloud.ts';
import type { CallFailure } from '../error/to-cloud-error.ts';
import { toCloudError } from '../error/to-cloud-error.ts';
import { UnsentError } from '../error/unsent-error.ts';
import { revealSecrets } from '../redaction/reveal-secrets.ts';
import { secretValues } from '../redaction/secret-values.ts';
import type { AwsService } from '../sdk/load-sdk.ts';
import { loadSdk } from '../sdk/load-sdk.ts';
import type { SdkClients } from './sdk-clients.ts';

/** How one call to AWS went. */
export type SendResult =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>>; readonly requestId: string | undefined }
  | ({ readonly ok: false } & CallFailure);

export interface CallToSend {
  readonly service: AwsService;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Asked when the request is signed and the transport is about to take it; an answer keeps it from being sent. */
  readonly hold: () => CloudError | undefined;
}

/** Sends one call, once. Never rejects. */
export async function sendCall(clients: SdkClients, call: CallToSend): Promise<SendResult> {
  const sent = { handedOver: false };
  let secrets: readonly string[] = [];
  try {
    const sdk = await loadSdk(call.service);
    secrets = secretValues(call.input, sdk.schema(call.operation)?.input);
    const command = sdk.createCommand(call.operation, revealSecrets(call.input));
    // The innermost step: credentials are fetched and the request is signed by now, which may have taken a while.
    command.middlewareStack.add(
      (next) => (args) => {
        const held = call.hold();
        if (held !== undefined) return Promise.reject(new UnsentError(held));
        sent.handedOver = true;
        return next(args);
      },
      { step: 'deserialize', priority: 'low', name: 'evenkeelHold' },
    );
    const client = await clients.get(call.service);
    return splitOutput(await client.send(command));
  } catch (error) {
    return { ok: false, ...toCloudError(error, { handedOver: sent.handedOver, secrets }) };
  }
}

function splitOutput(output: Readonly<Record<string, unknown>>): SendResult {
  const { $metadata, ...rest } = output;
  const requestId = ($metadata as { readonly requestId?: string } | undefined)?.requestId;
  return { ok: true, output: rest, requestId };
}
