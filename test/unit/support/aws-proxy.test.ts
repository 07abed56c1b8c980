import assert from 'node:assert/strict';
import { describeAwsCall } from '../../support/aws-proxy.ts';

const authorization = 'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=0';

describe('describeAwsCall', () => {
  it('reads service, region, key and the form', () => {
    assert.deepEqual(describeAwsCall(authorization, 'Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0%2F16', 3), {
      service: 'ec2',
      region: 'eu-west-1',
      accessKeyId: 'AKIAEXAMPLE',
      action: 'CreateVpc',
      params: { Action: 'CreateVpc', Version: '2016-11-15', CidrBlock: '10.0.0.0/16' },
      mutating: true,
      index: 3,
    });
  });

  it('takes a call without a signature for one of STS', () => {
    assert.equal(describeAwsCall(undefined, 'Action=AssumeRoleWithWebIdentity', 0).service, 'sts');
  });

  const mutating = { CreateTags: true, ModifyVpcAttribute: true, DeleteDBInstance: true, AuthorizeSecurityGroupIngress: true };
  const reading = { DescribeVpcs: false, GetCallerIdentity: false, ListTagsForResource: false, AssumeRole: false };
  for (const [action, expected] of Object.entries({ ...mutating, ...reading })) {
    it(`${expected ? 'counts' : 'does not count'} ${action} as mutating`, () => {
      assert.equal(describeAwsCall(authorization, `Action=${action}`, 0).mutating, expected);
    });
  }
});
