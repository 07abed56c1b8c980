import type { SchemaCase } from '../../support/devcluster/schema-cases.ts';
import type { Script } from '../support/script.ts';
import { post, put } from '../support/script.ts';

/**
 * Makes and replaces each object of a schema by chance, once its definition is served. Unknown fields are told of at the first:
 * to replace what is not there is a 404, and only the real server looks at the body before.
 */
export function schemaScripts({ seed, crd, objects }: SchemaCase): readonly Script[] {
  const collection = collectionOf(crd);
  return objects.map(({ create, update }, index) => {
    const name = `object-${index}`;
    const metadata = { ...(update['metadata'] as object), resourceVersion: '{{made.metadata.resourceVersion}}' };
    return {
      name: `schema ${seed}, ${name}`,
      steps: [post(collection, create, { as: 'made' }), put(`${collection}/${name}?fieldValidation=Ignore`, { ...update, metadata })],
    };
  });
}

/** Where objects of the definition's kind are, in the namespace `default`. */
export function collectionOf(crd: object): string {
  const { spec } = crd as { readonly spec: { readonly group: string; readonly names: { readonly plural: string } } };
  return `/apis/${spec.group}/v1/namespaces/default/${spec.names.plural}`;
}
