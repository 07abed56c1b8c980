import assert from 'node:assert/strict';
import { sameProblem } from '../../../../src/engine/report/same-problem.ts';

const cases: readonly (readonly [name: string, a: string, b: string, same: boolean])[] = [
  ['the address of an endpoint', 'connect ECONNREFUSED 52.94.1.2:443', 'connect ECONNREFUSED 52.94.77.101:443', true],
  ['its IPv6 address', 'connect ETIMEDOUT 2600:1f18::1:443', 'connect ETIMEDOUT 2600:1f18:0:ab::17:443', true],
  ['its IPv6 address in brackets', 'proxy [2600:1f18::1]:443 is silent', 'proxy [::1]:443 is silent', true],
  ['one of either family', 'connect ECONNREFUSED 127.0.0.1:443', 'connect ECONNREFUSED ::1:443', true],
  ['what is wrong with it', 'connect ECONNREFUSED 52.94.1.2:443', 'connect ETIMEDOUT 52.94.1.2:443', false],
  ['a CIDR', "the CIDR '10.0.0.0/16' conflicts", "the CIDR '10.1.0.0/16' conflicts", false],
  ['an IPv6 CIDR', "the CIDR '2600:1f18::/56' conflicts", "the CIDR '2600:1f19::/56' conflicts", false],
  ['a lone address', 'gateway 10.0.0.1 is not there', 'gateway 10.0.0.2 is not there', false],
  ['an account', 'arn:aws:iam::111111111111:role/a is missing', 'arn:aws:iam::222222222222:role/a is missing', false],
  ['a time', 'the window is 03:00:00', 'the window is 04:00:00', false],
];

describe('sameProblem', () => {
  for (const [name, a, b, same] of cases) {
    it(`${same ? 'passes over' : 'sees'}: ${name}`, () => assert.equal(sameProblem(a, b), same));
  }
});
