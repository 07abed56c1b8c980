import type { ApplyStep } from '../../support/devcluster/apply-cases.ts';
import { applyCase } from '../../support/devcluster/apply-cases.ts';
import type { Script, Step } from '../support/script.ts';
import { get, patch, post, put } from '../support/script.ts';

const collection = '/apis/apply.test/v1/namespaces/default/parcels';

/** What several managers do to one object, by chance: apply, update, patch. The same for the same seed. */
export function applyScript(seed: number): Script {
  const { name, steps } = applyCase(seed);
  return { name: `managers of ${name}`, steps: steps.flatMap((step, index) => requests(name, step, index)) };
}

function requests(name: string, step: ApplyStep, index: number): readonly Step[] {
  const { verb, manager, force, subresource, body } = step;
  const path = `${collection}/${name}${subresource === undefined ? '' : `/${subresource}`}`;
  const query = `?fieldManager=${manager}`;
  switch (verb) {
    case 'create':
      return [post(collection + query, body)];
    case 'update':
      return [
        get(`${collection}/${name}`, { as: `before-${index}` }),
        put(path + query, atVersion(body, `{{before-${index}.metadata.resourceVersion}}`)),
      ];
    case 'apply':
      return [patch('apply', `${path}${query}&force=${force ?? false}`, body)];
    case 'merge':
    case 'json':
      return [patch(verb, path + query, body)];
    default:
      return verb satisfies never;
  }
}

function atVersion(body: unknown, resourceVersion: string): object {
  const { metadata, ...rest } = body as { readonly metadata?: object };
  return { ...rest, metadata: { ...metadata, resourceVersion } };
}
