import type { OpenApi } from '../../../engine/schema/crd/open-api.ts';
import { conditionsSchema } from '../../../engine/schema/crd/status-schema.ts';

/** A text that is not empty; names of objects have at most 253 characters. */
export function text(description: string, more: Partial<OpenApi> = {}): OpenApi {
  return { type: 'string', description, minLength: 1, maxLength: 253, ...more };
}

/** An object with these members. */
export function object(
  description: string,
  properties: Readonly<Record<string, OpenApi>>,
  more: Pick<OpenApi, 'required' | 'x-kubernetes-validations' | 'default'> = {},
): OpenApi {
  return { type: 'object', description, ...more, properties };
}

/** An object of which only its author, or another schema, knows the members. */
export function anyObject(description: string): OpenApi {
  return { type: 'object', description, 'x-kubernetes-preserve-unknown-fields': true };
}

/** The same, managed whole: a field manager has all of it or nothing. */
export function wholeObject(description: string): OpenApi {
  return { ...anyObject(description), 'x-kubernetes-map-type': 'atomic' };
}

/** A list that is managed whole. */
export function list(description: string, items: OpenApi, maxItems: number): OpenApi {
  return { type: 'array', description, maxItems, 'x-kubernetes-list-type': 'atomic', items };
}

/** Labels or annotations. */
export function textMap(description: string): OpenApi {
  return { type: 'object', description, maxProperties: 64, additionalProperties: { type: 'string' } };
}

/** `{name}` */
export function nameRef(description: string): OpenApi {
  return object(description, { name: text('Its name.') }, { required: ['name'] });
}

/** The member `observedGeneration` of every status. */
export const observedGeneration: OpenApi = {
  type: 'integer',
  format: 'int64',
  description: 'Generation that the controller last dealt with; -1 before the first.',
};

/** A status of conditions. */
export function status(description: string, more: Readonly<Record<string, OpenApi>> = {}): OpenApi {
  return object(description, { observedGeneration, conditions: conditionsSchema, ...more }, { default: { observedGeneration: -1 } });
}
