import { isObject } from '../../../base/json.ts';
import { annotation } from '../../object/metadata.ts';
import { fieldManager, resourceTypeOf } from '../write-metadata.ts';
import type { Pass } from '../pass.ts';

/**
 * Does another field manager (Git, by way of Argo CD or Flux) set the external name? Then it would bring the old id back
 * for ever, so no new resource may take its place. Asked only when a resource is gone, since informers drop managedFields.
 */
export async function nameSetByOthers({ engine, kind, managed, signal }: Pass): Promise<boolean> {
  const { namespace, name } = managed.object.metadata;
  const entries = await engine.client.managedFields(resourceTypeOf(kind), { namespace, name }, signal);
  return entries.some((entry) => entry.manager !== fieldManager && ownsName(entry.fieldsV1));
}

function ownsName(fields: unknown): boolean {
  const metadata = member(fields, 'f:metadata');
  const annotations = member(metadata, 'f:annotations');
  return [annotation.externalName, 'crossplane.io/external-name'].some((name) => member(annotations, `f:${name}`) !== undefined);
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}
