import type { Clock } from '../../base/clock.ts';
import { deepEqual } from '../../base/json.ts';
import type { Logger } from '../../base/logger.ts';
import type { ObjectKey } from '../../engine/cloud.ts';
import type { SecretStore } from '../../engine/secrets/secret-store.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { EventText } from '../../kubernetes/event-body.ts';
import { keyOf, type KubernetesObject } from '../../kubernetes/object.ts';
import { controllerOf } from '../compose/child-marks.ts';
import { revisionType } from '../api/resource-types.ts';
import { revisionLabel } from '../api/revision.ts';
import type { Composer, SelectedRevision } from '../compose/composer.ts';
import type { CompositeKind, CompositeKinds } from './composite-kinds.ts';
import type { CompositionStores } from './composition-stores.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { TemplateSource } from './template-source.ts';
import type { TypeRegistry } from './type-registry.ts';

/** What all composers share. */
export interface ComposerParts {
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secrets: Pick<SecretStore, 'read' | 'keep' | 'release'>;
  readonly stores: CompositionStores;
  readonly templates: TemplateSource;
  readonly types: TypeRegistry;
  readonly functions: FunctionRegistry;
  readonly functionTimeoutMs: number;
  /** False: another process has taken over. */
  readonly mayWrite: () => boolean;
  readonly record: (object: KubernetesObject, event: EventText) => void;
  readonly ran: (kind: string) => void;
}

/** How readers of Secrets begin that are composites, before the name of their definition. */
export const secretReaderKind = 'composite:';

/** By what name a composite reads Secrets of a namespace: its key is the reader's name. */
export function readerOf(kind: CompositeKind, composite: KubernetesObject, namespace: string): ObjectKey {
  return { kind: `${secretReaderKind}${kind.definition.name}`, namespace, name: keyOf(composite) };
}

/** What passes over composites of one kind work with. */
export function createComposer(parts: ComposerParts, kind: CompositeKind): Composer {
  const { stores, types, functions, clock, functionTimeoutMs } = parts;
  return {
    ...parts,
    type: kind.type,
    children: stores.children,
    connectionKeys: kind.definition.connectionSecretKeys,
    readerOf: (composite, namespace) => readerOf(kind, composite, namespace),
    select: (composite) => parts.templates.select(kind.definition, composite),
    pipeline: (composite) => ({
      clock,
      timeoutMs: functionTimeoutMs,
      functionOf: (name) => functions.of(name),
      requiredResources: (selector) => stores.required.find(composite, selector),
      requiredSchema: (apiVersion, childKind) => types.schemaOf(apiVersion, childKind),
    }),
    versionOf: (composite, selectors, steps) =>
      `${stores.required.versionOf(composite, selectors)} ${functions.versionOf(steps.map(({ functionName }) => functionName))}`,
    isCurrent: (composite, revision) => isCurrent(parts, kind, composite, revision),
    parentOf: (composite) => parentOf(stores.kinds, composite),
    wrote: (composite) => kind.informer.observe(composite),
    ran: () => parts.ran(kind.definition.name),
  };
}

function parentOf(kinds: CompositeKinds, composite: KubernetesObject): KubernetesObject | undefined {
  const owner = controllerOf(composite);
  const kind = owner === undefined ? undefined : kinds.ofObject(owner);
  if (owner === undefined || kind === undefined) return undefined;
  const { namespace } = composite.metadata;
  const place = kind.type.namespaced && namespace !== undefined ? { namespace } : {};
  return kind.informer.store.get(keyOf({ metadata: { name: owner.name, ...place } }));
}

/** Both as the API server has them now: the composite, and the revisions of its composition. */
async function isCurrent(
  { client, templates }: ComposerParts,
  { type, definition }: CompositeKind,
  composite: KubernetesObject,
  revision: SelectedRevision,
): Promise<boolean> {
  const { uid, generation, labels, annotations } = composite.metadata;
  const fresh = await client.get(type, composite.metadata);
  const { metadata } = fresh;
  const isSame = metadata.uid === uid && metadata.generation === generation;
  if (!isSame || !deepEqual([metadata.labels, metadata.annotations], [labels, annotations])) return false;
  const labelSelector = `${revisionLabel.composition}=${revision.compositionName}`;
  const { items } = await client.list(revisionType, { labelSelector });
  const chosen = templates.select(definition, composite, items);
  return chosen.type === 'selected' && chosen.revision.revisionName === revision.revisionName;
}
