import { AwsError } from './aws-error.ts';
import type { ServiceName } from './service.ts';

/** How a service words what befalls all its operations alike. */
interface ServiceErrors {
  throttled(): AwsError;
  denied(action: string): AwsError;
  /** The caller's session is over. */
  expired(): AwsError;
  failed(status: 500 | 503): AwsError;
}

const query = (service: ServiceName): ServiceErrors => ({
  throttled: () => new AwsError('Throttling', 'Rate exceeded'),
  denied: (action) => new AwsError('AccessDenied', `User is not authorized to perform: ${service}:${action}`, 403),
  expired: () => new AwsError('ExpiredToken', 'The security token included in the request is expired', 403),
  failed: (status) =>
    status === 500
      ? new AwsError('InternalFailure', 'An internal error has occurred', 500)
      : new AwsError('ServiceUnavailable', 'The request has failed due to a temporary failure of the server', 503),
});

/** By the lists of common error codes in the API references of the services. */
export const serviceErrors: Readonly<Record<ServiceName, ServiceErrors>> = {
  ec2: {
    throttled: () => new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503),
    denied: () => new AwsError('UnauthorizedOperation', 'You are not authorized to perform this operation.', 403),
    expired: () => new AwsError('RequestExpired', 'Request has expired.'),
    failed: (status) =>
      status === 500
        ? new AwsError('InternalError', 'An internal error has occurred', 500)
        : new AwsError('Unavailable', 'The service is unavailable. Please try again shortly.', 503),
  },
  rds: query('rds'),
  sts: query('sts'),
};
