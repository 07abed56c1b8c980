import type { CloudErrorClass } from '../../engine/cloud.ts';

/**
 * Codes of EC2, RDS and STS whose class their spelling does not give away, or gives away wrongly. Taken from the error
 * code lists of the three API references; as they come over the wire (RDS: without the `Fault` of the model's names).
 */
export const errorCodes: Readonly<Record<CloudErrorClass, ReadonlySet<string>>> = {
  notFound: new Set(['Gateway.NotAttached', 'NoSuchEntity', 'InvalidInstanceID', 'InvalidGroupId']),
  alreadyExists: new Set([
    'InvalidSubnet.Conflict',
    'InvalidPermission.Duplicate',
    'Resource.AlreadyAssociated',
    'Resource.AlreadyAttached',
  ]),
  dependency: new Set([
    'DependencyViolation',
    'IncorrectState',
    'InvalidState',
    'ConcurrentModification',
    'ConcurrentTagAccess',
    'CannotDelete',
    'ResourceNotReady',
    'OperationPending',
    'InvalidVPCNetworkStateFault',
  ]),
  throttled: new Set([
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'TooManyRequestsException',
    'EC2ThrottledException',
    'SlowDown',
    'PriorRequestNotComplete',
    'BandwidthLimitExceeded',
  ]),
  transient: new Set([
    'InternalError',
    'InternalFailure',
    'InternalServerError',
    'ServiceUnavailable',
    'ServiceUnavailableException',
    'Unavailable',
    'RequestTimeout',
    'RequestTimeoutException',
    'InsufficientInstanceCapacity',
    'InsufficientAddressCapacity',
    'InsufficientCapacity',
    'InsufficientHostCapacity',
    'InsufficientReservedInstanceCapacity',
    'InsufficientDBInstanceCapacity',
    'InsufficientDBInstanceCapacityFault',
  ]),
  tokenMismatch: new Set(['IdempotentParameterMismatch', 'IdempotentInstanceTerminated', 'InvalidClientToken']),
  denied: new Set([
    'AuthFailure',
    'Blocked',
    'ExpiredToken',
    'ExpiredTokenException',
    'IDPRejectedClaim',
    'IncompleteSignature',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidIdentityToken',
    'InvalidSecurity',
    'KMSKeyNotAccessibleFault',
    'MissingAuthenticationToken',
    'NotAuthorized',
    'OptInRequired',
    'PendingVerification',
    'RegionDisabledException',
    'RequestExpired',
    'SignatureDoesNotMatch',
    'UnauthorizedOperation',
    'UnrecognizedClientException',
  ]),
  invalid: new Set(['FilterLimitExceeded', 'InvalidMaxResults', 'DryRunOperation', 'OperationNotPermitted']),
  quota: new Set(['InsufficientFreeAddressesInSubnet', 'MaxIOPSLimitExceeded', 'VolumeIOPSLimit', 'AddressLimitExceeded']),
};

/** Where no set names a code, how it is spelt decides; the first that fits wins. */
export const errorCodePatterns: readonly { readonly pattern: RegExp; readonly errorClass: CloudErrorClass }[] = [
  { pattern: /^Throttl/, errorClass: 'throttled' },
  { pattern: /(LimitExceeded|QuotaExceeded)(Fault|Exception)?$/, errorClass: 'quota' },
  { pattern: /^(AccessDenied|Unauthorized)/, errorClass: 'denied' },
  { pattern: /NotFound(Fault|Exception)?$/, errorClass: 'notFound' },
  { pattern: /AlreadyExists|AlreadyAssociated|\.Duplicate$|^Duplicate/, errorClass: 'alreadyExists' },
  { pattern: /^(Invalid|Incorrect)\w*State(Fault|Exception)?$/, errorClass: 'dependency' },
  { pattern: /InUse(Fault|Exception)?$/, errorClass: 'dependency' },
];

/**
 * Codes that say no more than that a parameter is wrong, where the text tells that it is only wrong for now. Those texts are no
 * part of the API references: where AWS words them otherwise, the code alone decides.
 */
export const errorTexts: readonly { readonly code: RegExp; readonly text: RegExp; readonly errorClass: CloudErrorClass }[] = [
  // A route or association whose gateway is attached to no VPC, or to another one.
  { code: /^InvalidParameter/, text: /belong to different networks/, errorClass: 'dependency' },
  // AttachInternetGateway while the VPC's former gateway is still there.
  { code: /^InvalidParameter/, text: /already has an internet gateway attached/, errorClass: 'dependency' },
  // ReplaceRoute of a route that was deleted.
  { code: /^InvalidParameter/, text: /no route defined for/, errorClass: 'notFound' },
  // RDS does not see a fresh subnet at once.
  { code: /^Invalid(Parameter|Subnet)/, text: /input subnets .*are invalid/, errorClass: 'dependency' },
  // ModifyDBInstance within hours of the last change of the disk.
  { code: /^InvalidParameter/, text: /previous storage change is being optimized/, errorClass: 'dependency' },
];
