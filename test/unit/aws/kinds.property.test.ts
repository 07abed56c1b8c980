import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AwsKind } from '../../../src/aws/aws-kind.ts';
import { internetGateway } from '../../../src/aws/ec2/internet-gateway.ts';
import { routeTableAssociation } from '../../../src/aws/ec2/route-table-association.ts';
import { routeTable } from '../../../src/aws/ec2/route-table.ts';
import { route } from '../../../src/aws/ec2/route.ts';
import { securityGroupRule } from '../../../src/aws/ec2/security-group-rule.ts';
import { securityGroup } from '../../../src/aws/ec2/security-group.ts';
import { subnet } from '../../../src/aws/ec2/subnet.ts';
import { vpc } from '../../../src/aws/ec2/vpc.ts';
import { instance } from '../../../src/aws/rds/instance.ts';
import { subnetGroup } from '../../../src/aws/rds/subnet-group.ts';
import { isObject } from '../../../src/base/json.ts';
import type { FieldValues, Observation } from '../../../src/engine/observation.ts';
import { comparedLeaves } from '../../../src/engine/plan/compared-leaves.ts';
import { desiredFields, valueOf } from './arbitrary-fields.ts';
import { answerTo } from './create-answers.ts';
import { actionsFor, contextOf, createContextOf, observationsOf } from './kind-case.ts';

const kinds: readonly AwsKind[] = [
  vpc,
  subnet,
  internetGateway,
  routeTable,
  route,
  routeTableAssociation,
  securityGroup,
  securityGroupRule,
  subnetGroup,
  instance,
];

/** What a resource of the kind that was just created from `desired` shows. */
function createdFrom(kind: AwsKind, desired: FieldValues): Observation | undefined {
  const context = createContextOf(kind, desired);
  const [call] = kind.create(context);
  assert.ok(call);
  if (kind === route) return inItsTable(call.input);
  return kind.created(answerTo(call, context), context, 1);
}

/** The answer to CreateRoute shows nothing; its table shows the route, an endpoint as a gateway. */
function inItsTable({ RouteTableId, VpcEndpointId, ...others }: Readonly<Record<string, unknown>>): Observation | undefined {
  const shown = VpcEndpointId === undefined ? others : { ...others, GatewayId: VpcEndpointId };
  return observationsOf(route, { RouteTableId, Routes: [{ ...shown, Origin: 'CreateRoute', State: 'active' }] })[0];
}

/** The fields that the kind's create call carries; the others take an update. */
function atCreation(kind: AwsKind, desired: FieldValues): FieldValues {
  const later: ReadonlySet<string> = new Set(
    kind === vpc || kind === subnet ? modifiedOnly(kind) : kind === internetGateway ? ['vpcId'] : [],
  );
  return Object.fromEntries(Object.entries(desired).filter(([name]) => !later.has(name)));
}

function modifiedOnly(kind: AwsKind): readonly string[] {
  return Object.entries(kind.schema.forProvider)
    .filter(([, { aws }]) => aws?.startsWith('Modify') === true)
    .map(([name]) => name);
}

for (const kind of kinds) {
  describe(`${kind.schema.kind}: for any desired fields`, () => {
    const desired = desiredFields(kind.schema).filter(isSensible(kind));

    it('the canonical form is canonical', () => {
      fc.assert(
        fc.property(desired, (fields) => {
          const once = kind.canonical(fields);
          assert.deepEqual(kind.canonical(once), once);
        }),
      );
    });

    it('what was just created needs no change', () => {
      fc.assert(
        fc.property(desired, (fields) => {
          const wanted = atCreation(kind, fields);
          const observed = createdFrom(kind, wanted);
          assert.ok(observed);
          // While it is on its way nothing is changed, which would hide what differs.
          const usable = { ...observed, state: { phase: 'usable', reason: 'Available' } } as const;
          assert.deepEqual(actionsFor(kind, wanted, usable), []);
        }),
      );
    });

    it('an unsupported field is never read', () => {
      const unsupported = new Set(
        Object.entries(kind.schema.forProvider).flatMap(([name, field]) => (field.unsupported === undefined ? [] : [name])),
      );
      fc.assert(
        fc.property(desired, (fields) => {
          const guarded = new Proxy(kind.canonical(fields), {
            get: (target, name) => {
              assert.ok(typeof name !== 'string' || !unsupported.has(name), `${String(name)} was read`);
              return Reflect.get(target, name) as unknown;
            },
          });
          const context = { ...createContextOf(kind, fields), desired: guarded };
          kind.create(context);
          kind.claims(context);
          kind.natural?.(context);
          kind.externalName?.(context);
          kind.parents?.(context);
        }),
      );
    });

    const updatable = comparedLeaves(kind.schema).filter(({ createOnly }) => !createOnly);
    // Changes of a rule are told by its parts: see its own test.
    for (const { path, field } of kind === securityGroupRule ? [] : updatable) {
      it(`a change of ${path} reaches AWS`, () => {
        fc.assert(
          fc.property(desired, valueOf(field), (fields, to) => {
            const wanted = { ...fields, ...beside(kind, path, fields), [path]: to };
            const context = contextOf(kind, wanted);
            const observed = { ...seenBefore(kind, fields), seenAt: 1 };
            const change = { path, from: undefined, to: context.desired[path], cause: 'spec' } as const;
            const calls = kind.update({ ...context, observed, changes: [change] });
            const said = JSON.stringify(calls);
            const texts = isNegation(path, to) ? [] : textsOf(context.desired[path]);
            assert.ok(calls.length > 0 || path === 'assignGeneratedIpv6CidrBlock', 'there is no range to give back');
            for (const text of texts) assert.ok(said.includes(text), `${text} is not in ${said}`);
          }),
        );
      });
    }
  });
}

/** What a rule of the schema asks for beside its fields. */
function isSensible(kind: AwsKind): (desired: FieldValues) => boolean {
  if (kind === securityGroupRule) return (desired) => kind.claims(contextOf(kind, desired)).length > 0;
  if (kind === instance)
    return (desired) => desired['masterUserSecretKmsKeyId'] === undefined || desired['manageMasterUserPassword'] !== undefined;
  return ({ ipv6CidrBlockNetworkBorderGroup: group, assignGeneratedIpv6CidrBlock: generated }) => group === undefined || generated === true;
}

/** What has to be so with it: a Route has one target at a time, and what a switch turns off is not sent. */
function beside(kind: AwsKind, path: string, fields: FieldValues): FieldValues {
  if (path === 'ipv6CidrBlockNetworkBorderGroup') return { assignGeneratedIpv6CidrBlock: true };
  if (kind === instance) return { manageMasterUserPassword: true, monitoringInterval: 60, performanceInsightsEnabled: true };
  if (kind !== route) return {};
  const others = Object.keys(fields).filter((name) => name !== path && name !== 'routeTableId' && !name.startsWith('destination'));
  return Object.fromEntries(others.map((name) => [name, undefined]));
}

/** Switching these off is said otherwise than by the value. */
function isNegation(path: string, to: unknown): boolean {
  return (
    (path === 'assignGeneratedIpv6CidrBlock' && to === false) || (path === 'maxAllocatedStorage' && to === 0) || path === 'instanceTenancy'
  );
}

function seenBefore(kind: AwsKind, fields: FieldValues): Observation {
  const context = contextOf(kind, fields);
  const state = { phase: 'usable', reason: 'Available' } as const;
  return { key: 'key-1', fields: context.desired, atProvider: { id: 'key-1', arn: 'arn-1', associationId: 'id-1' }, state, seenAt: 1 };
}

function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [JSON.stringify(value)];
}
