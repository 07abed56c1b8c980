import assert from 'node:assert/strict';
import { classifyCode } from '../../../../src/aws/error/classify-code.ts';
import { errorCodes } from '../../../../src/aws/error/error-codes.ts';
import type { CloudErrorClass } from '../../../../src/engine/cloud.ts';

const cases: readonly (readonly [code: string, status: number | undefined, expected: CloudErrorClass])[] = [
  ['InvalidVpcID.NotFound', 400, 'notFound'],
  ['InvalidRouteTableID.NotFound', 400, 'notFound'],
  ['InvalidAssociationID.NotFound', 400, 'notFound'],
  ['InvalidPermission.NotFound', 400, 'notFound'],
  ['DBInstanceNotFound', 404, 'notFound'],
  ['DBSubnetGroupNotFoundFault', 404, 'notFound'],
  ['InvalidSubnet.Conflict', 400, 'alreadyExists'],
  ['InvalidGroup.Duplicate', 400, 'alreadyExists'],
  ['InvalidPermission.Duplicate', 400, 'alreadyExists'],
  ['RouteAlreadyExists', 400, 'alreadyExists'],
  ['Resource.AlreadyAssociated', 400, 'alreadyExists'],
  ['DBInstanceAlreadyExists', 400, 'alreadyExists'],
  ['DBSubnetGroupAlreadyExists', 400, 'alreadyExists'],
  ['InvalidLaunchTemplateName.AlreadyExistsException', 400, 'alreadyExists'],
  ['DependencyViolation', 400, 'dependency'],
  ['IncorrectState', 400, 'dependency'],
  ['InvalidDBInstanceState', 400, 'dependency'],
  ['InvalidDBSubnetGroupStateFault', 400, 'dependency'],
  ['IncorrectInstanceState', 400, 'dependency'],
  ['InvalidGroup.InUse', 400, 'dependency'],
  ['RequestLimitExceeded', 503, 'throttled'],
  ['Client.RequestLimitExceeded', 503, 'throttled'],
  ['Throttling', 400, 'throttled'],
  ['ThrottlingException', 400, 'throttled'],
  ['RequestThrottled', 400, 'throttled'],
  ['SomethingNew', 429, 'throttled'],
  ['InternalError', 500, 'transient'],
  ['Unavailable', 503, 'transient'],
  ['InternalFailure', 500, 'transient'],
  ['SomethingNew', 500, 'transient'],
  ['SomethingNew', undefined, 'transient'],
  ['IdempotentParameterMismatch', 400, 'tokenMismatch'],
  ['UnauthorizedOperation', 403, 'denied'],
  ['AccessDenied', 403, 'denied'],
  ['AccessDeniedException', 403, 'denied'],
  ['AuthFailure', 401, 'denied'],
  ['InvalidClientTokenId', 403, 'denied'],
  ['ExpiredToken', 403, 'denied'],
  ['SignatureDoesNotMatch', 403, 'denied'],
  ['VpcLimitExceeded', 400, 'quota'],
  ['InstanceQuotaExceeded', 400, 'quota'],
  ['DBSubnetQuotaExceededFault', 400, 'quota'],
  ['RulesPerSecurityGroupLimitExceeded', 400, 'quota'],
  ['FilterLimitExceeded', 400, 'invalid'],
  ['InvalidParameterValue', 400, 'invalid'],
  ['InvalidVpc.Range', 400, 'invalid'],
  ['Gateway.NotAttached', 400, 'notFound'],
  ['SubnetAlreadyInUse', 400, 'dependency'],
  ['InsufficientDBInstanceCapacity', 400, 'transient'],
  ['StorageQuotaExceeded', 400, 'quota'],
  ['DBSubnetGroupDoesNotCoverEnoughAZs', 400, 'invalid'],
  ['InvalidSecurityGroupRuleId.NotFound', 400, 'notFound'],
  ['TagLimitExceeded', 400, 'quota'],
  ['SomethingNew', 400, 'invalid'],
];

const texts: readonly (readonly [code: string, text: string, expected: CloudErrorClass])[] = [
  ['InvalidParameterValue', 'route table rtb-1 and network gateway igw-1 belong to different networks', 'dependency'],
  ['InvalidParameterValue', 'Network vpc-1 already has an internet gateway attached', 'dependency'],
  ['InvalidParameterValue', "There is no route defined for '0.0.0.0/0' in the route table. Use CreateRoute instead.", 'notFound'],
  ['InvalidParameterValue', 'Some input subnets in :[subnet-1] are invalid.', 'dependency'],
  [
    'InvalidParameterCombination',
    "You can't currently modify the storage of this DB instance because the previous storage change is being optimized.",
    'dependency',
  ],
  ['InvalidParameterValue', 'Value (us-east-1x) for parameter availabilityZone is invalid.', 'invalid'],
  ['UnauthorizedOperation', 'route table and network gateway belong to different networks', 'denied'],
];

describe('classifyCode', () => {
  for (const [code, text, expected] of texts) {
    it(`${code}: ${text} is ${expected}`, () => assert.equal(classifyCode(code, 400, text), expected));
  }

  for (const [code, status, expected] of cases) {
    it(`${code} with HTTP ${status ?? 'nothing'} is ${expected}`, () => {
      assert.equal(classifyCode(code, status), expected);
    });
  }

  it('no code stands in two classes', () => {
    const all = Object.values(errorCodes).flatMap((codes) => [...codes]);
    assert.deepEqual(
      all.filter((code, index) => all.indexOf(code) !== index),
      [],
    );
  });
});
