import assert from 'node:assert/strict';
import type { Credentials } from '@aws-sdk/client-sts';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { DescribeVpcsCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { clientsOn, refusalOf, SimulatedRds } from '../rds/simulated-rds.ts';

const RoleArn = 'arn:aws:iam::210987654321:role/teams/shop';
const session = { RoleArn, RoleSessionName: 'evenkeel' };

function tokenOf(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
}

function keysOf({ AccessKeyId = '', SecretAccessKey = '', SessionToken = '' }: Credentials = {} as Credentials) {
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

describe('STS of the simulator', () => {
  it('takes a key that it did not give for the user of the account', async () => {
    const { sts } = new SimulatedRds();
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    assert.deepEqual([Account, Arn], ['123456789012', 'arn:aws:iam::123456789012:user/simulated']);
  });

  it("gives credentials that are the role's, in the role's account, until they are over", async () => {
    const aws = new SimulatedRds();
    const assumed = await aws.sts.send(new AssumeRoleCommand({ ...session, ExternalId: 'shop/1', Policy: '{}', DurationSeconds: 900 }));
    assert.equal(assumed.AssumedRoleUser?.Arn, 'arn:aws:sts::210987654321:assumed-role/shop/evenkeel');
    const role = clientsOn(aws.simulator, keysOf(assumed.Credentials));
    const identity = await role.sts.send(new GetCallerIdentityCommand({}));
    assert.deepEqual([identity.Account, identity.Arn], ['210987654321', assumed.AssumedRoleUser?.Arn]);
    assert.equal(identity.UserId, assumed.AssumedRoleUser?.AssumedRoleId);
    await role.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    assert.equal((await aws.ec2.send(new DescribeVpcsCommand({}))).Vpcs?.length, 0);
    aws.pass(900_000);
    assert.match(await refusalOf(role.rds.send(new DescribeDBInstancesCommand({}))), /^ExpiredToken:/);
    assert.match(await refusalOf(role.ec2.send(new DescribeVpcsCommand({}))), /^RequestExpired:/);
  });

  it('lets nobody chain roles for longer than an hour', async () => {
    const aws = new SimulatedRds();
    const { Credentials: first } = await aws.sts.send(new AssumeRoleCommand({ ...session, DurationSeconds: 7200 }));
    const { sts } = clientsOn(aws.simulator, keysOf(first));
    assert.match(
      await refusalOf(sts.send(new AssumeRoleCommand({ ...session, DurationSeconds: 7200 }))),
      /^ValidationError: .*role chaining/,
    );
    assert.equal(await refusalOf(sts.send(new AssumeRoleCommand(session))), 'ok');
  });

  const wrong: readonly (readonly [name: string, given: object, refusal: RegExp])[] = [
    ['no ARN of a role', { RoleArn: 'arn:aws:iam::210987654321:user/shop' }, /^ValidationError: .*is invalid/],
    ['a session name with a space', { RoleSessionName: 'a b' }, /^ValidationError: .*roleSessionName/],
    ['a session that is too short', { DurationSeconds: 899 }, /^ValidationError: .*durationSeconds/],
    ['a policy that is no JSON', { Policy: '{' }, /^MalformedPolicyDocument/],
    ['a second factor, which is not simulated', { TokenCode: '123456', SerialNumber: 'arn:aws:iam::1:mfa/x' }, /^NotImplemented/],
  ];
  for (const [name, given, refusal] of wrong) {
    it(`refuses ${name}`, async () => {
      const { sts } = new SimulatedRds();
      assert.match(await refusalOf(sts.send(new AssumeRoleCommand({ ...session, ...given }))), refusal);
    });
  }

  it('denies a role where that was ordered', async () => {
    const { sts, simulator } = new SimulatedRds();
    simulator.admin.orderFault({ service: 'sts', action: 'AssumeRole', resource: RoleArn, effect: { kind: 'denied' } });
    assert.match(await refusalOf(sts.send(new AssumeRoleCommand(session))), /^AccessDenied/);
    assert.equal(await refusalOf(sts.send(new AssumeRoleCommand({ ...session, RoleArn: `${RoleArn}2` }))), 'ok');
  });

  it('reads web identities, which nobody signs for', async () => {
    const aws = new SimulatedRds();
    const claims = {
      sub: 'system:serviceaccount:shop:default',
      iss: 'https://issuer',
      aud: ['sts.amazonaws.com'],
      exp: aws.clock.now() / 1000 + 60,
    };
    const assume = (WebIdentityToken: string) => aws.sts.send(new AssumeRoleWithWebIdentityCommand({ ...session, WebIdentityToken }));
    const { SubjectFromWebIdentityToken, Audience, Credentials: credentials } = await assume(tokenOf(claims));
    assert.deepEqual([SubjectFromWebIdentityToken, Audience], [claims.sub, 'sts.amazonaws.com']);
    const identity = await clientsOn(aws.simulator, keysOf(credentials)).sts.send(new GetCallerIdentityCommand({}));
    assert.equal(identity.Account, '210987654321');
    assert.match(await refusalOf(assume('no-token')), /^InvalidIdentityToken/);
    assert.match(await refusalOf(assume(tokenOf({ ...claims, sub: undefined }))), /^InvalidIdentityToken/);
    aws.pass(60_000);
    assert.match(await refusalOf(assume(tokenOf(claims))), /^ExpiredTokenException/);
  });
});
