import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { redactInput } from '../../../../src/aws/redaction/redact-input.ts';
import { Secret } from '../../../../src/base/secret.ts';

describe('redactInput', () => {
  it('hides what the SDK marks as sensitive, though it is a plain string', async () => {
    const input = { DBInstanceIdentifier: 'db', MasterUserPassword: 'canary', AllocatedStorage: 20, Tags: [{ Key: 'a', Value: 'b' }] };
    assert.deepEqual(await redactInput('rds', 'CreateDBInstance', input), { ...input, MasterUserPassword: '[secret]' });
  });

  it('hides what stands as Secret, wherever it stands', async () => {
    const shown = await redactInput('ec2', 'CreateVpc', { CidrBlock: new Secret('canary') });
    assert.deepEqual(shown, { CidrBlock: '[secret]' });
  });

  it('hides what is marked deep down in lists', async () => {
    const input = { Options: { TunnelOptions: [{ PreSharedKey: 'canary', TunnelInsideCidr: 'c' }] } };
    assert.deepEqual(await redactInput('ec2', 'CreateVpnConnection', input), {
      Options: { TunnelOptions: [{ PreSharedKey: '[secret]', TunnelInsideCidr: 'c' }] },
    });
  });

  const unknown: readonly (readonly [string, string, string])[] = [
    ['an operation', 'ec2', 'CreateNothing'],
    ['a service', 's9', 'CreateVpc'],
  ];
  for (const [name, service, operation] of unknown) {
    it(`shows nothing of ${name} that the SDK does not know`, async () => {
      assert.equal(await redactInput(service, operation, { A: 'canary' }), '[secret]');
    });
  }

  it('hides members that the operation does not know', async () => {
    assert.ok(!inspect(await redactInput('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16', Pasword: 'canary' })).includes('canary'));
  });
});
