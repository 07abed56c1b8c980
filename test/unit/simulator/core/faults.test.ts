import assert from 'node:assert/strict';
import { CreateVpcCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { Fault, FaultEffect } from '../../../../src/simulator/core/fault.ts';
import { outcomeOf, simulatedEc2 } from '../simulated-ec2.ts';

describe('faults', () => {
  const cases: readonly { readonly name: string; readonly effect: FaultEffect; readonly outcome: string; readonly made: number }[] = [
    { name: 'the response is lost', effect: { kind: 'lostResponse' }, outcome: 'ECONNRESET', made: 1 },
    { name: 'the connection is reset', effect: { kind: 'connectionReset' }, outcome: 'ECONNRESET', made: 0 },
    { name: 'a 500 before', effect: { kind: 'serverError', status: 500, takesEffect: false }, outcome: 'InternalError', made: 0 },
    { name: 'a 503 after', effect: { kind: 'serverError', status: 503, takesEffect: true }, outcome: 'Unavailable', made: 1 },
    { name: 'throttling', effect: { kind: 'throttled' }, outcome: 'RequestLimitExceeded', made: 0 },
    { name: 'no rights', effect: { kind: 'denied' }, outcome: 'UnauthorizedOperation', made: 0 },
    {
      name: 'any code',
      effect: { kind: 'error', code: 'VpcLimitExceeded', message: 'no more', status: 400, takesEffect: false },
      outcome: 'VpcLimitExceeded',
      made: 0,
    },
  ];
  for (const { name, effect, outcome, made } of cases) {
    it(`${name}: the caller gets ${outcome}, and ${made} VPC is there`, async () => {
      const { ec2, simulator } = simulatedEc2();
      simulator.admin.orderFault({ action: 'CreateVpc', effect });
      assert.equal(await outcomeOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))), outcome);
      assert.equal(simulator.admin.list({ type: 'vpc' }).length, made);
      const [call] = simulator.admin.calls();
      assert.equal(call?.tookEffect, made === 1);
      assert.equal(await outcomeOf(ec2.send(new DescribeVpcsCommand({}))), 'ok', 'other actions go on');
    });
  }

  it('answers nothing until the time is out', async () => {
    const { ec2, simulator, clock } = simulatedEc2();
    simulator.admin.orderFault({ effect: { kind: 'timeOut', ms: 30_000, takesEffect: true } });
    let outcome: string | undefined;
    const call = outcomeOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).then((text) => (outcome = text));
    await clock.advanceUntil(() => clock.pending > 0);
    await clock.advance(29_999);
    assert.equal(outcome, undefined);
    assert.equal(simulator.admin.list({ type: 'vpc' }).length, 1);
    await clock.advance(1);
    assert.equal(await call, 'ECONNRESET');
  });

  const matching: readonly { readonly name: string; readonly fault: Omit<Fault, 'effect'>; readonly hit: readonly boolean[] }[] = [
    { name: 'the second call', fault: { nth: 2, count: 1 }, hit: [false, true, false, false] },
    { name: 'two calls', fault: { count: 2 }, hit: [true, true, false, false] },
    { name: 'calls with a value', fault: { resource: '10.2.0.0/16' }, hit: [false, false, true, false] },
    { name: 'another service', fault: { service: 'rds' }, hit: [false, false, false, false] },
    { name: 'all until cleared', fault: {}, hit: [true, true, true, true] },
  ];
  for (const { name, fault, hit } of matching) {
    it(`befalls ${name}`, async () => {
      const { ec2, simulator } = simulatedEc2();
      simulator.admin.orderFault({ ...fault, effect: { kind: 'denied' } });
      const outcomes: boolean[] = [];
      for (const index of hit.keys()) {
        outcomes.push((await outcomeOf(ec2.send(new CreateVpcCommand({ CidrBlock: `10.${index}.0.0/16` })))) !== 'ok');
      }
      assert.deepEqual(outcomes, hit);
      simulator.admin.clearFaults();
      assert.equal(await outcomeOf(ec2.send(new DescribeVpcsCommand({}))), 'ok');
    });
  }
});
