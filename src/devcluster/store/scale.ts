import type { DevObject, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { StatusError } from '../api/status-error.ts';
import { invalid as invalidValue } from '../schema/cause.ts';
import { objectAt, valueAt, withValueAt } from './members.ts';
import { badRequest, invalid, notServed } from './refusals.ts';

function pathOf(jsonPath: string): readonly string[] {
  return jsonPath.split('.').filter((member) => member !== '');
}

function numberAt(object: JsonObject, jsonPath: string): number | undefined {
  const value = valueAt(object, pathOf(jsonPath));
  return typeof value === 'number' ? value : undefined;
}

/** An object's Scale of autoscaling/v1; throws 404 when its type has none, 500 when the object says no replicas. */
export function scaleOf({ scale }: ServedResource, object: DevObject): DevObject {
  if (scale === undefined) throw notServed();
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = numberAt(object, scale.specReplicasPath);
  if (replicas === undefined) {
    const message = `the spec replicas field ${JSON.stringify(scale.specReplicasPath)} does not exist`;
    throw new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
  }
  const selector = scale.labelSelectorPath === undefined ? undefined : valueAt(object, pathOf(scale.labelSelectorPath));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), uid, resourceVersion, creationTimestamp },
    spec: { replicas },
    status: { replicas: numberAt(object, scale.statusReplicasPath) ?? 0, ...(typeof selector === 'string' ? { selector } : {}) },
  };
}

/** The object with the replicas that a Scale asks for. */
export function scaledObject(resource: ServedResource, live: DevObject, scale: JsonObject): JsonObject {
  const path = resource.scale?.specReplicasPath;
  if (path === undefined) throw notServed();
  const replicas = objectAt(scale, 'spec')['replicas'] ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) throw badRequest('Scale: spec.replicas is not a whole number');
  if (replicas < 0) throw invalid(resource, live.metadata.name, [invalidValue(path, replicas, 'should be a non-negative integer')]);
  return withValueAt(live, pathOf(path), replicas);
}
