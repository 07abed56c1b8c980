import type { AwsCall } from '../../support/aws-proxy.ts';
import type { Verdict } from '../../support/verdict.ts';

/** An error as the service of the call writes it. */
export function awsError({ service }: Pick<AwsCall, 'service'>, status: number, code: string, message: string): Verdict {
  const error = `<Code>${code}</Code><Message>${message}</Message>`;
  const id = 'f0000000-0000-4000-8000-000000000000';
  const body =
    service === 'ec2'
      ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>${id}</RequestID></Response>`
      : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${id}</RequestId></ErrorResponse>`;
  return { respond: status, body };
}

/** Makes the call at the endpoint behind the proxy and answers with its text after `edit`. */
export async function edited(target: string, call: AwsCall, edit: (text: string) => string): Promise<Verdict> {
  const scope = `Credential=${call.accessKeyId}/20260101/${call.region}/${call.service}/aws4_request`;
  const response = await fetch(target, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(call.params).toString(),
  });
  return { respond: response.status, body: edit(await response.text()) };
}

/** Does the call carry the owner tags of an object of this name? Only creates do. */
export function isFor(call: AwsCall, name: string): boolean {
  return Object.entries(call.params).some(
    ([key, value]) => value === name && call.params[key.replace(/Value$/, 'Key')] === 'evenkeel.dev:name',
  );
}
