import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** The account and identity that AWS's own tools would use here. Rejects with an Error that says what to do when there is none. */
export async function accountOf(): Promise<string> {
  const client = new STSClient({ region: process.env['AWS_REGION'] ?? 'us-east-1', maxAttempts: 1 });
  try {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    return `${Account ?? 'unknown'} (${Arn ?? 'unknown identity'})`;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    throw new Error(`--aws=real: AWS does not say who you are (${name}); set AWS_PROFILE, or keys in the environment`, { cause: error });
  } finally {
    client.destroy();
  }
}
