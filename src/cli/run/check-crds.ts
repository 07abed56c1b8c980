import type { AwsKind } from '../../aws/aws-kind.ts';
import type { Logger } from '../../base/logger.ts';
import { compositionTypes } from '../../composition/api/resource-types.ts';
import { schemaVersionAnnotation } from '../../engine/schema/crd/custom-resource-definition.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import { crdType } from './termination-looks.ts';

/**
 * Holds the CRDs in the cluster against the schemas of this controller. A CRD that is missing rejects, naming all that are:
 * there is nothing to watch. One that is older is logged: the API server drops the fields that it lacks, so the controller never sees them.
 */
export async function checkCrds(
  client: KubernetesClient,
  run: { readonly kinds: readonly AwsKind[]; readonly compositions: boolean },
  logger: Logger,
): Promise<void> {
  const missing: string[] = [];
  for (const { name, needed } of neededCrds(run)) {
    const installed = await installedVersion(client, name);
    if (installed === 'missing') missing.push(name);
    else if (installed < needed) {
      logger.warn(
        { crd: name, installed, needed },
        'this CRD is older than the controller: fields that it lacks are not acted on; kubectl apply -f crds/',
      );
    }
  }
  if (missing.length > 0) throw new Error(`these CRDs are not installed: ${missing.join(', ')}; install them with kubectl apply -f crds/`);
}

function neededCrds({ kinds, compositions }: { readonly kinds: readonly AwsKind[]; readonly compositions: boolean }) {
  const managed = kinds.map(({ schema }) => ({ name: `${schema.plural}.${schema.group}`, needed: schema.schemaVersion ?? 1 }));
  return compositions ? [...managed, ...compositionTypes.map(({ plural, group }) => ({ name: `${plural}.${group}`, needed: 1 }))] : managed;
}

async function installedVersion(client: KubernetesClient, name: string): Promise<number | 'missing'> {
  try {
    const crd = await client.get(crdType, { name });
    return Number(crd.metadata.annotations?.[schemaVersionAnnotation] ?? 0);
  } catch (error) {
    if (isNotFound(error)) return 'missing';
    throw error;
  }
}
