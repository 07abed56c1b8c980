import type { Tag } from '@aws-sdk/client-ec2';
import type { RegionState } from '../core/operation.ts';
import type { ResourceView, Tags } from '../core/service.ts';
import type { Table } from '../core/table.ts';
import { tableView } from '../core/table-view.ts';
import type { IdType } from './ec2-errors.ts';
import type { Ec2State, RuleRow, Tagged } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';

/** A type whose resources have tags. */
export interface TaggedType {
  readonly resourceType: string;
  readonly prefix: string;
  readonly idType: IdType;
  readonly view: ResourceView;
  has(state: Ec2State, id: string, now: number): boolean;
  changeTags(state: Ec2State, change: { readonly id: string; readonly make: (tags: readonly Tag[]) => Tag[] }, now: number): void;
  /** As Describe calls show them. */
  shownTags(
    state: Ec2State,
    shownOf: <Row extends object>(table: Table<Row>) => readonly Row[],
  ): readonly { readonly id: string; readonly tags: readonly Tag[] }[];
}

interface TypeOptions<T extends object> {
  readonly resourceType: string;
  readonly prefix: string;
  readonly idType: IdType;
  readonly table: (state: Ec2State) => Table<T>;
  readonly idOf: (row: T) => string;
}

function taggedType<T extends Tagged>({ table, idOf, ...names }: TypeOptions<T>): TaggedType {
  return {
    ...names,
    view: tableView({
      type: names.resourceType,
      table: (state) => table(state.of(ec2State)),
      idOf,
      tagsOf: ({ Tags }) => byKey(Tags),
    }),
    has: (state, id, now) => table(state).get(id, now) !== undefined,
    changeTags: (state, { id, make }, now) => {
      table(state).change(id, now, (row) => ({ ...row, Tags: make(row.Tags) }));
    },
    shownTags: (state, shownOf) => shownOf(table(state)).map((row) => ({ id: idOf(row), tags: row.Tags })),
  };
}

function byKey(tags: readonly Tag[]): Tags {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Rules are kept in their groups. */
const ruleType: TaggedType = {
  resourceType: 'security-group-rule',
  prefix: 'sgr-',
  idType: 'rule',
  view: {
    type: 'security-group-rule',
    list: (state, now) =>
      rulesIn(state, now).map((rule) => ({
        type: 'security-group-rule',
        id: rule.SecurityGroupRuleId,
        tags: byKey(rule.Tags),
        members: Object.fromEntries(Object.entries(rule)),
      })),
    change: (state, { id, members }, now) =>
      changeRule(state.of(ec2State), id, { now, change: (rule) => ({ ...rule, ...(members as Partial<RuleRow>) }) }),
    remove: (state, id, now) => changeRule(state.of(ec2State), id, { now, change: () => undefined }),
  },
  has: (state, id, now) => state.securityGroups.all(now).some(({ rules }) => rules.some((rule) => rule.SecurityGroupRuleId === id)),
  changeTags: (state, { id, make }, now) => {
    changeRule(state, id, { now, change: (rule) => ({ ...rule, Tags: make(rule.Tags) }) });
  },
  shownTags: (state, shownOf) =>
    shownOf(state.securityGroups).flatMap(({ rules }) => rules.map((rule) => ({ id: rule.SecurityGroupRuleId, tags: rule.Tags }))),
};

function rulesIn(state: RegionState, now: number): readonly RuleRow[] {
  return state
    .of(ec2State)
    .securityGroups.all(now)
    .flatMap(({ rules }) => rules);
}

interface RuleChange {
  readonly now: number;
  readonly change: (rule: RuleRow) => RuleRow | undefined;
}

function changeRule({ securityGroups }: Ec2State, id: string, { now, change }: RuleChange): boolean {
  const group = securityGroups.all(now).find(({ rules }) => rules.some((rule) => rule.SecurityGroupRuleId === id));
  if (group === undefined) return false;
  const rules = group.rules.flatMap((rule) => (rule.SecurityGroupRuleId === id ? (change(rule) ?? []) : rule));
  securityGroups.change(group.GroupId, now, (row) => ({ ...row, rules }));
  return true;
}

/** All types; the admin endpoint lists them in this order. */
export const taggedTypes: readonly TaggedType[] = [
  taggedType({ resourceType: 'vpc', prefix: 'vpc-', idType: 'vpc', table: ({ vpcs }) => vpcs, idOf: (row) => row.VpcId }),
  taggedType({ resourceType: 'subnet', prefix: 'subnet-', idType: 'subnet', table: ({ subnets }) => subnets, idOf: (row) => row.SubnetId }),
  taggedType({
    resourceType: 'internet-gateway',
    prefix: 'igw-',
    idType: 'internetGateway',
    table: ({ internetGateways }) => internetGateways,
    idOf: (row) => row.InternetGatewayId,
  }),
  taggedType({
    resourceType: 'route-table',
    prefix: 'rtb-',
    idType: 'routeTable',
    table: ({ routeTables }) => routeTables,
    idOf: (row) => row.RouteTableId,
  }),
  taggedType({
    resourceType: 'security-group',
    prefix: 'sg-',
    idType: 'securityGroup',
    table: ({ securityGroups }) => securityGroups,
    idOf: (row) => row.GroupId,
  }),
  ruleType,
  taggedType({
    resourceType: 'network-acl',
    prefix: 'acl-',
    idType: 'networkAcl',
    table: ({ networkAcls }) => networkAcls,
    idOf: (row) => row.NetworkAclId,
  }),
  taggedType({
    resourceType: 'network-interface',
    prefix: 'eni-',
    idType: 'networkInterface',
    table: ({ networkInterfaces }) => networkInterfaces,
    idOf: (row) => row.NetworkInterfaceId,
  }),
];
