import assert from 'node:assert/strict';
import { bucketDemand } from '../../../../hack/bench/bucket-demand.ts';

const cases = [
  { name: 'nothing', calls: {}, seconds: 0 },
  { name: 'what the full bucket covers', calls: { CreateVpc: 50 }, seconds: 0 },
  { name: 'the rest at the refill', calls: { CreateVpc: 1000 }, seconds: 190 },
  {
    name: 'the slowest action, since each has a bucket of its own',
    calls: { CreateVpc: 1000, CreateTags: 1000, CreateSubnet: 60 },
    seconds: 190,
  },
];

describe('bucketDemand', () => {
  for (const { name, calls, seconds } of cases) it(name, () => assert.equal(bucketDemand(calls), seconds));
});
