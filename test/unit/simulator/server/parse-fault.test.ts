import assert from 'node:assert/strict';
import { parseFault } from '../../../../src/simulator/server/parse-fault.ts';

describe('a fault as it comes to the admin endpoint', () => {
  it('is taken as it is where it is whole', () => {
    const fault = { service: 'ec2', action: 'CreateVpc', nth: 2, effect: { kind: 'timeOut', ms: 10, takesEffect: true } };
    assert.deepEqual(parseFault(fault), fault);
  });

  for (const { fault, says } of [
    { fault: { nonsense: 1 }, says: /no nonsense: it takes service, action/ },
    { fault: { service: 's3', effect: { kind: 'denied' } }, says: /service of the fault can't be "s3"/ },
    { fault: { nth: 0, effect: { kind: 'denied' } }, says: /nth of the fault/ },
    { fault: {}, says: /needs an effect/ },
    { fault: { effect: { kind: 'explode' } }, says: /one of lostResponse, connectionReset/ },
    { fault: { effect: { kind: 'timeOut', ms: 5 } }, says: /effect.takesEffect is missing/ },
    { fault: { effect: { kind: 'serverError', status: 404, takesEffect: true } }, says: /effect.status/ },
    { fault: { effect: { kind: 'denied', ms: 5 } }, says: /kind denied has no ms/ },
  ])
    it(`is refused: ${JSON.stringify(fault)}`, () => {
      assert.throws(() => parseFault(fault), says);
    });
});
