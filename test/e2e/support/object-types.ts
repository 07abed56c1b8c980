import { awsKinds } from '../../../src/aws/generated/kinds.ts';
import { resourceTypeOf } from '../../../src/engine/reconcile/write-metadata.ts';
import type { ResourceType } from '../../../src/kubernetes/object.ts';

const builtIn = (kind: string, plural: string): ResourceType => ({ group: '', version: 'v1', kind, plural, namespaced: true });
const config = (kind: string, plural: string, namespaced: boolean): ResourceType => ({
  group: 'aws.evenkeel.dev',
  version: 'v1beta1',
  kind,
  plural,
  namespaced,
});

const types = new Map(
  [
    ...awsKinds.map(resourceTypeOf),
    builtIn('Secret', 'secrets'),
    builtIn('Event', 'events'),
    config('ProviderConfig', 'providerconfigs', true),
    config('ClusterProviderConfig', 'clusterproviderconfigs', false),
  ].map((type) => [type.kind, type]),
);

/** The served resource of a kind: `VPC`, `Instance`, `Secret`, `ProviderConfig`. */
export function typeOf(kind: string): ResourceType {
  const type = types.get(kind);
  if (type === undefined) throw new Error(`no type is known for the kind ${kind}`);
  return type;
}
