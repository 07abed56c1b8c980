import { SourceInformer } from '../../../../src/aws/informer/source-informer.ts';
import { subnetGroup } from '../../../../src/aws/rds/subnet-group.ts';
import { silentLogger } from '../../../../src/base/logger.ts';
import { TaskGroup } from '../../../../src/base/task-group.ts';
import { CloudError, type CallOutcome, type CloudCall, type CloudErrorClass, type CloudProvider } from '../../../../src/engine/cloud.ts';
import type { FieldValues, Tags } from '../../../../src/engine/observation.ts';
import type { ProcessDeps } from '../../../support/engine-harness/engine-process.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

/** A DB subnet group as RDS keeps it. */
export interface Group {
  readonly subnetIds: readonly string[];
  readonly description: string;
  readonly tags: Tags;
}

/** What the calls of a subnet group send, taken together. */
interface Input {
  readonly DBSubnetGroupName?: string;
  readonly DBSubnetGroupDescription?: string;
  readonly SubnetIds?: readonly string[];
  readonly ResourceName?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

const where = { partition: 'aws', account: '111122223333', region: 'us-east-1' };
const settings = { sweepIntervalMs: 60_000, deepIntervalMs: 3_600_000, coalesceMs: 50 };
const arnPrefix = `arn:aws:rds:${where.region}:${where.account}:subgrp:`;

/** RDS with nothing but DB subnet groups, in memory, which processes watch by the informer of the product. Listings show no tags. */
export class SubnetGroupCloud {
  readonly groups = new Map<string, Group>();
  /** `CreateDBSubnetGroup one`, in order. */
  readonly calls: string[] = [];
  /** Answers of create calls that still get lost. */
  lostAnswers = 0;
  /** Describe calls show nothing before so many mutating calls. */
  shownFrom = 0;

  /** For the option `provider` of an engine harness. */
  provider({ clock, controlPlane, wake, signal }: ProcessDeps): CloudProvider {
    const tasks = new TaskGroup(silentLogger);
    const informer = new SourceInformer(subnetGroup.source, {
      clock,
      random: seededRandom(7),
      logger: silentLogger,
      where,
      controlPlane,
      settings,
      send: () => (_service, operation, input) => this.#read(operation, input),
      breathe: () => Promise.resolve(),
      wake,
      onListing: () => undefined,
      background: (name, run) => tasks.start(name, run),
      signal,
    });
    const session = {
      ...where,
      view: () => informer.view(subnetGroup),
      execute: (call: CloudCall) => Promise.resolve(this.#execute(call)),
    };
    return { access: () => Promise.resolve({ session, defaultTags: {}, ignoresTag: () => false }) };
  }

  async #read(operation: string, input: Input): Promise<FieldValues> {
    await Promise.resolve();
    if (operation === 'ListTagsForResource') return { TagList: tagList(this.groups.get(nameOf(input))?.tags ?? {}) };
    const blind = this.calls.length < this.shownFrom;
    const { DBSubnetGroupName: name } = input;
    const shown = [...this.groups].filter(([each]) => !blind && (name === undefined || name === each));
    if (name !== undefined && shown.length === 0) throw failure('notFound', 'DBSubnetGroupNotFoundFault');
    return { DBSubnetGroups: shown.map(itemOf) };
  }

  #execute({ operation, input }: CloudCall): CallOutcome {
    const name = nameOf(input);
    this.calls.push(`${operation} ${name}`);
    const group = this.groups.get(name);
    if (operation === 'CreateDBSubnetGroup') return this.#create(name, input);
    if (group === undefined) return refused('notFound', 'DBSubnetGroupNotFoundFault');
    if (operation === 'DeleteDBSubnetGroup') this.groups.delete(name);
    else this.groups.set(name, changed(group, input));
    return { result: 'done', output: {} };
  }

  #create(name: string, input: Input): CallOutcome {
    if (this.groups.has(name)) return refused('alreadyExists', 'DBSubnetGroupAlreadyExists');
    const made = changed({ subnetIds: [], description: '', tags: {} }, input);
    this.groups.set(name, made);
    if (this.lostAnswers === 0) return { result: 'done', output: { DBSubnetGroup: itemOf([name, made]) } };
    this.lostAnswers -= 1;
    return { result: 'unknown', error: failure('transient', 'Timeout') };
  }
}

function nameOf({ DBSubnetGroupName: name, ResourceName: arn }: Input): string {
  return name ?? arn?.replace(arnPrefix, '') ?? '';
}

function changed({ subnetIds, description, tags }: Group, input: Input): Group {
  return {
    subnetIds: input.SubnetIds ?? subnetIds,
    description: input.DBSubnetGroupDescription ?? description,
    tags: { ...tags, ...Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])) },
  };
}

function itemOf([name, { subnetIds, description }]: readonly [string, Group]): FieldValues {
  return {
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: description,
    DBSubnetGroupArn: `${arnPrefix}${name}`,
    SubnetGroupStatus: 'Complete',
    VpcId: 'vpc-1',
    Subnets: subnetIds.map((id) => ({ SubnetIdentifier: id })),
  };
}

function tagList(tags: Tags): readonly FieldValues[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function failure(errorClass: CloudErrorClass, code: string): CloudError {
  return new CloudError(errorClass, code, code);
}

function refused(errorClass: CloudErrorClass, code: string): CallOutcome {
  return { result: 'refused', sent: true, error: failure(errorClass, code) };
}
