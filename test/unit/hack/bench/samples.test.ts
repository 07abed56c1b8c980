import assert from 'node:assert/strict';
import { listings } from '../../../../hack/bench/listings.ts';
import { parseSamples } from '../../../../hack/bench/samples.ts';

const text = `# HELP evenkeel_resources Managed objects.
# TYPE evenkeel_resources gauge
evenkeel_resources{kind="VPC",ready="True",synced="True"} 3
evenkeel_resources{kind="Subnet",ready="True",synced="False"} 4
evenkeel_resources{kind="VPC",ready="False",synced="True"} 1
process_resident_memory_bytes 590446592
tiny 1.5e-3
evenkeel_cloud_listings_total{source="DescribeVpcs",result="complete"} 5
evenkeel_cloud_listings_total{source="DescribeVpcs",result="failed"} 1
evenkeel_cloud_listings_total{source="DescribeVpcs furniture",result="complete"} 7
quoted{text="a \\"b\\", c"} 2
`;

describe('samples', () => {
  const samples = parseSamples(text);

  it('are summed over the labels that are not named', () => {
    assert.equal(samples.sum('evenkeel_resources'), 8);
    assert.equal(samples.sum('evenkeel_resources', { ready: 'True' }), 7);
    assert.equal(samples.sum('evenkeel_resources', { ready: 'True', kind: 'VPC' }), 3);
  });

  it('are read without labels, in all forms of numbers, and with quotes in labels', () => {
    assert.equal(samples.sum('process_resident_memory_bytes'), 590446592);
    assert.equal(samples.sum('tiny'), 0.0015);
    assert.equal(samples.sum('quoted', { text: 'a \\"b\\", c' }), 2);
  });

  it('that are not there sum up to nothing', () => assert.equal(samples.sum('no_such_metric'), 0));

  it('tell listings from deep reads', () => assert.deepEqual([...listings(samples)], [['DescribeVpcs', 6]]));
});
