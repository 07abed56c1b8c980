import type { JsonObject } from '../../../src/base/json.ts';
import type { Manifest } from '../../../src/cli/dev/manifests.ts';
import { compositionType, definitionType } from '../../../src/composition/api/resource-types.ts';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import type { ResourceType } from '../../../src/kubernetes/object.ts';
import { composite, composition, definition } from '../../support/composition-objects.ts';
import { composites, compositeTypes } from './composites.ts';
import { isReady } from './oracles.ts';
import type { Workload } from './workload.ts';
import type { World } from './world.ts';

const typescript = (source: string): { readonly name: string; readonly more: JsonObject } => ({
  name: 'function-typescript',
  more: { input: { apiVersion: 'typescript.fn.evenkeel.dev/v1beta1', kind: 'Program', spec: { source } } },
});

/** A VPC, a subnet in each of spec.items, and a ConfigMap that says what there is. */
const netProgram = (noteKey: string, note: string): string => `
const ec2 = 'ec2.aws.evenkeel.dev/v1beta1';
const managed = (kind, metadata, forProvider) => ({ apiVersion: ec2, kind, metadata, spec: { forProvider: { region: 'us-east-1', ...forProvider } } });
export default ({ composite, observed }) => ({
  resources: {
    vpc: managed('VPC', { labels: { net: composite.metadata.name } }, { cidrBlock: '10.0.0.0/16' }),
    ...Object.fromEntries(
      composite.spec.items.map((zone) => [
        'subnet-' + zone,
        managed('Subnet', {}, {
          availabilityZone: 'us-east-1' + zone,
          cidrBlock: '10.0.' + zone.charCodeAt(0) + '.0/24',
          vpcIdSelector: { matchControllerRef: true },
        }),
      ]),
    ),
    ${noteKey}: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { annotations: { 'evenkeel.dev/moved-from': 'note' } },
      data: { note: '${note}', zones: composite.spec.items.join() },
    },
  },
  status: { summary: observed.vpc?.resource.status?.atProvider?.id ?? 'none' },
});
`;

const siteProgram = `
export default ({ composite }) => Object.fromEntries(
  composite.spec.items.map((name) => [
    name,
    { apiVersion: 'example.org/v1', kind: 'Net', spec: { items: ['a'] } },
  ]),
);
`;

const nets = composition('nets', 'Net', [typescript(netProgram('note', 'one')), 'function-auto-ready']);
const netsChanged = composition('nets', 'Net', [typescript(netProgram('memo', 'two')), 'function-auto-ready']);
const sites = composition('sites', 'Site', [typescript(siteProgram), 'function-auto-ready']);

const patienceMs = 2 * 3_600_000;

/** Applies definitions and compositions, and waits until they are Ready: before that their kinds can't be written. */
function define(...objects: readonly JsonObject[]) {
  return async (world: World): Promise<void> => {
    for (const object of objects) await applyObject(world.client, object);
    const areReady = async (): Promise<boolean> => {
      const pages = await Promise.all([definitionType, compositionType].map((type) => world.client.list(type, {})));
      return pages.flatMap(({ items }) => items).every(isReady);
    };
    await world.until(areReady, patienceMs, () => 'definitions and compositions do not become Ready');
  };
}

function applied(object: JsonObject) {
  return ({ client }: World): Promise<void> => applyObject(client, object);
}

async function applyObject(client: KubernetesClient, object: JsonObject): Promise<void> {
  const manifest = object as unknown as Manifest;
  await client.patch(typeOf(manifest), manifest.metadata, manifest, { kind: 'apply', fieldManager: 'user' });
}

function typeOf({ kind }: Manifest): ResourceType {
  const type = [definitionType, compositionType, ...compositeTypes].find((each) => each.kind === kind);
  if (type === undefined) throw new Error(`the workloads have no kind ${kind}`);
  return type;
}

function removed(kind: 'Net' | 'Site', name: string) {
  return async (world: World): Promise<void> => {
    await world.client.delete(typeOf({ apiVersion: '', kind, metadata: { name } }), { namespace: 'default', name });
    const isGone = async (): Promise<boolean> => (await composites(world)).length === 0;
    await world.until(isGone, patienceMs, () => `${kind} ${name} does not go`);
  };
}

/** The workloads of composites, whose every single fault is tried too. */
export const compositeWorkloads: readonly Workload[] = [
  {
    name: 'a composed network comes, changes, follows its composition and goes',
    composes: true,
    steps: [
      define(definition('Net'), nets),
      applied(composite('Net', 'main', { items: ['a', 'b'] })),
      applied(composite('Net', 'main', { items: ['b', 'c'] })),
      define(netsChanged),
      removed('Net', 'main'),
    ],
  },
  {
    name: 'a composite of composites comes, changes and goes',
    composes: true,
    steps: [
      define(definition('Net'), definition('Site'), nets, sites),
      applied(composite('Site', 'site', { items: ['one', 'two'] })),
      applied(composite('Site', 'site', { items: ['two'] })),
      removed('Site', 'site'),
    ],
  },
];
