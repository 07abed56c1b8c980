import assert from 'node:assert/strict';
import { subnetGroup } from '../../../../src/aws/rds/subnet-group.ts';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { ownerTags } from '../../../../src/engine/ownership/owner-tags.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { ownerOf } from '../kind-case.ts';
import { SubnetGroupCloud, type Group } from './subnet-group-cloud.ts';

const theirs: Group = {
  subnetIds: ['subnet-8', 'subnet-9'],
  description: 'theirs',
  tags: ownerTags({ ...ownerOf(subnetGroup), controlPlane: 'other', name: 'one', uid: 'uid-of-theirs' }),
};

for (const { name, tags } of [
  { name: 'without tags', tags: {} },
  { name: 'with tags', tags: { tags: { team: 'blue' } } },
]) {
  describe(`SubnetGroup ${name}, whose listing does not tell whose a group is`, () => {
    let cloud: SubnetGroupCloud;
    let harness: EngineHarness;

    beforeEach(() => {
      cloud = new SubnetGroupCloud();
      harness = new EngineHarness({ kinds: [subnetGroup], provider: (deps) => cloud.provider(deps) });
    });

    afterEach(() => harness.stop());

    function apply(subnetIds: readonly string[], annotations: Readonly<Record<string, string>> = {}): void {
      harness.apply(subnetGroup, 'one', { region: 'us-east-1', subnetIds, ...tags }, { annotations });
    }

    async function applyReady(): Promise<void> {
      apply(['subnet-1', 'subnet-2']);
      await harness.untilReady(subnetGroup, 'one');
      await harness.advance(400_000);
      cloud.calls.length = 0;
    }

    function checkLeftAlone(group: string): void {
      assert.deepEqual(cloud.calls, []);
      assert.deepEqual(cloud.groups.get(group), theirs);
    }

    it('neither takes over nor deletes the group of another control plane that it is pointed at', async () => {
      cloud.groups.set('theirs', theirs);
      apply(['subnet-1', 'subnet-2'], { [annotation.externalName]: 'theirs' });
      await harness.advance(300_000);
      assert.equal(harness.condition(subnetGroup, 'one', 'Stalled')?.reason, 'ManagementConflict');
      checkLeftAlone('theirs');
      harness.delete(subnetGroup, 'one');
      await harness.untilGone(subnetGroup, 'one');
      checkLeftAlone('theirs');
    });

    for (const { when, between } of [
      { when: 'between two listings', between: () => undefined },
      { when: 'while no process ran', between: () => harness.restart() },
    ]) {
      it(`does not change the group that another control plane made in place of its own ${when}`, async () => {
        await applyReady();
        cloud.groups.set('one', theirs);
        between();
        apply(['subnet-1', 'subnet-3']);
        await harness.advance(300_000);
        assert.equal(harness.condition(subnetGroup, 'one', 'Stalled')?.reason, 'ManagementConflict');
        checkLeftAlone('one');
      });

      it(`does not delete the group that another control plane made in place of its own ${when}`, async () => {
        await applyReady();
        cloud.groups.set('one', theirs);
        between();
        harness.delete(subnetGroup, 'one');
        await harness.untilGone(subnetGroup, 'one');
        checkLeftAlone('one');
      });
    }

    for (const { when, calls } of [
      { when: 'AWS shows it', calls: ['CreateDBSubnetGroup one'] },
      { when: 'AWS shows it only after the call was repeated', calls: ['CreateDBSubnetGroup one', 'CreateDBSubnetGroup one'] },
    ]) {
      it(`is made once when the answer of the create call is lost and ${when}`, async () => {
        cloud.lostAnswers = 1;
        cloud.shownFrom = calls.length;
        apply(['subnet-1', 'subnet-2']);
        await harness.untilReady(subnetGroup, 'one', 120_000);
        assert.deepEqual(cloud.calls, calls);
        assert.doesNotMatch(JSON.stringify(harness.api.writes), /AlreadyExists/);
        assert.deepEqual([...cloud.groups.keys()], ['one']);
        harness.delete(subnetGroup, 'one');
        await harness.untilGone(subnetGroup, 'one');
        assert.deepEqual([...cloud.groups.keys()], []);
      });
    }
  });
}
