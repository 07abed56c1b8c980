import { AwsError } from './aws-error.ts';
import type { HttpRequest } from './http-message.ts';
import type { ServiceName } from './service.ts';

/** Who calls, and what. */
export interface Caller {
  readonly accessKey: string | undefined;
  readonly region: string;
  readonly service: ServiceName;
  readonly action: string;
}

/** Each service has a version of its own, which every call names. */
const services: Readonly<Record<string, ServiceName>> = { '2016-11-15': 'ec2', '2014-10-31': 'rds', '2011-06-15': 'sts' };

const defaultRegion = 'us-east-1';

/** The scope that a SigV4 signature names. The signature itself is not looked at. */
const credential = /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/[^/,\s]+\/aws4_request/;

/** Throws AwsError for a request that is no signed call of a service that there is. STS has calls that nobody signs. */
export function callerOf({ headers }: HttpRequest, parameters: URLSearchParams): Caller {
  const service = services[parameters.get('Version') ?? ''];
  const action = parameters.get('Action') ?? '';
  if (service === undefined) throw new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`);
  const [, accessKey, region = defaultRegion] = credential.exec(headers['authorization'] ?? '') ?? [];
  if (accessKey === undefined && service !== 'sts') {
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  }
  return { accessKey, region, service, action };
}
