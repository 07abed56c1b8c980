import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { AwsService } from '../sdk/load-sdk.ts';

/** Credentials as the SDK takes them: values, or a function that gives them and is asked again before they expire. */
export type AwsCredentials = NonNullable<STSClientConfig['credentials']>;

/** What the SDK sends requests through. Made by the composition root, since it opens sockets. */
export type RequestHandler = NonNullable<STSClientConfig['requestHandler']>;

/** What a session is made of: one credential identity, and where its requests go. */
export interface SessionConfig {
  /** Equal for equal credentials and endpoints, different for any other; holds no secret in the clear. */
  readonly identity: string;
  readonly credentials: AwsCredentials;
  /** A URL in place of AWS's own endpoint. */
  readonly endpoint: (service: AwsService) => string | undefined;
}
