import type { OpenApi } from '../../engine/schema/crd/open-api.ts';
import { conditionsSchema } from '../../engine/schema/crd/status-schema.ts';
import { list, nameRef, object, observedGeneration, text, textMap } from '../api/crd/shapes.ts';
import { updatePolicies } from '../api/machinery.ts';

function labels(description: string): OpenApi {
  return object(description, { matchLabels: textMap('All of these.') }, { required: ['matchLabels'] });
}

function secretRef(scope: 'Namespaced' | 'Cluster'): OpenApi {
  const isCluster = scope === 'Cluster';
  return object(
    'Secret that connection details are written to. It must not be there already, unless this object made it.',
    { name: text('Name of the Secret.'), ...(isCluster ? { namespace: text('Namespace that it is in.', { maxLength: 63 }) } : {}) },
    { required: isCluster ? ['name', 'namespace'] : ['name'] },
  );
}

const resourceRef = object('One resource.', {
  apiVersion: text('apiVersion.'),
  kind: text('Kind.'),
  name: text('Name.'),
  namespace: text('Namespace.', { maxLength: 63 }),
});

function machinery(scope: 'Namespaced' | 'Cluster'): Readonly<Record<string, OpenApi>> {
  return {
    compositionRef: nameRef('Composition to use. Default: what the definition says, or the only one.'),
    compositionSelector: labels('Labels of the composition to use: of several the first by name, and then always that one.'),
    compositionRevisionRef: nameRef('Revision of the composition to stay at.'),
    compositionRevisionSelector: labels('Labels of the revision to use: the newest that has them.'),
    compositionUpdatePolicy: text(
      'Automatic: new revisions are followed. Manual: the present one is kept. Default: what the definition says, else Automatic.',
      { enum: updatePolicies },
    ),
    resourceRefs: list('Accepted and without effect: what there is shows in status.resources.', resourceRef, 1000),
    writeConnectionSecretToRef: secretRef(scope),
  };
}

const deleteBudget: OpenApi = {
  type: 'integer',
  format: 'int32',
  description:
    'How many resources that hold data may be deleted at once, without approval, when the composition no longer wants them. Default: 1.',
  minimum: 0,
};

/** Members of spec that every composite has. */
export function ownSpec(scope: 'Namespaced' | 'Cluster'): Readonly<Record<string, OpenApi>> {
  const members = machinery(scope);
  return {
    evenkeel: object('How the object is composed.', { ...members, deleteBudget }),
    crossplane: object('The same, under the name that manifests for Crossplane have.', members),
  };
}

const child = object(
  'One resource.',
  {
    key: { type: 'string', description: 'Its key in the composition.' },
    apiVersion: { type: 'string', description: 'Its apiVersion.' },
    kind: { type: 'string', description: 'Its kind.' },
    name: { type: 'string', description: 'Its name.' },
    namespace: { type: 'string', description: 'Its namespace.' },
    ready: { type: 'boolean', description: 'Whether it can be used.' },
    synced: { type: 'boolean', description: 'Whether it is as the composition wants it.' },
    message: { type: 'string', description: 'Why it is not.' },
  },
  { required: ['key', 'apiVersion', 'kind', 'name', 'ready', 'synced'] },
);

/** Members of status that every composite has. */
export const ownStatus: Readonly<Record<string, OpenApi>> = {
  observedGeneration,
  conditions: conditionsSchema,
  lastHandledReconcileAt: { type: 'string', description: 'Value of the reconcile request that was last answered.' },
  resources: list('What the object became; the first 100.', child, 100),
  evenkeel: object('How the object is composed at present.', {
    compositionRef: nameRef('Composition.'),
    compositionRevisionRef: nameRef('Revision of the composition.'),
    resourceCount: { type: 'integer', description: 'How many resources there are, where they are more than are shown.' },
  }),
};
