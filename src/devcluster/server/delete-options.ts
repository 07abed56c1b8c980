import { isObject } from '../../base/json.ts';
import type { DeleteRequest, Propagation } from '../api/dev-api.ts';
import type { StatusCause } from '../api/status-error.ts';
import { decodeProtobuf } from '../protobuf/decode.ts';
import { invalid, unsupported } from '../schema/cause.ts';
import type { ApiRequest } from './api-request.ts';
import { booleanOption, textOption } from './query-value.ts';
import { MalformedBody, readJson, readYaml } from './read-json.ts';
import { mediaTypeOf } from './read-object.ts';
import { invalidOptions, refusals } from './refusals.ts';
import { dryRunCauses } from './write-options.ts';

/** Options of a DELETE as they were given, before they are checked. */
interface GivenOptions {
  readonly propagationPolicy: string | undefined;
  readonly orphanDependents: boolean | undefined;
  readonly dryRun: readonly string[];
  readonly preconditions: NonNullable<DeleteRequest['preconditions']>;
}

/** Options of a DELETE from its body, or from the query when it has none. Throws 400 and 422. */
export async function deleteRequest(request: ApiRequest): Promise<DeleteRequest> {
  const bytes = await request.body();
  const given = bytes.length > 0 ? fromBody(bytes, mediaTypeOf(request)) : fromQuery(request.query);
  const causes = [...dryRunCauses(given.dryRun), ...propagationCauses(given)];
  if (causes.length > 0) throw invalidOptions('DeleteOptions', causes);
  const propagationPolicy = propagationOf(given);
  return {
    dryRun: given.dryRun.includes('All'),
    preconditions: given.preconditions,
    ...(propagationPolicy === undefined ? {} : { propagationPolicy }),
  };
}

const policies: readonly string[] = ['Foreground', 'Background', 'Orphan'] satisfies readonly Propagation[];

function isPropagation(text: string | undefined): text is Propagation {
  return text !== undefined && policies.includes(text);
}

function propagationOf({ propagationPolicy, orphanDependents }: GivenOptions): Propagation | undefined {
  if (isPropagation(propagationPolicy)) return propagationPolicy;
  if (orphanDependents === undefined) return undefined;
  return orphanDependents ? 'Orphan' : 'Background';
}

function propagationCauses({ propagationPolicy, orphanDependents }: GivenOptions): readonly StatusCause[] {
  if (propagationPolicy === undefined) return [];
  const field = 'propagationPolicy';
  if (!isPropagation(propagationPolicy)) return [unsupported(field, propagationPolicy, [...policies, 'nil'])];
  if (orphanDependents === undefined) return [];
  return [invalid(field, propagationPolicy, 'orphanDependents and deletionPropagation cannot be both set')];
}

function fromQuery(query: URLSearchParams): GivenOptions {
  return {
    propagationPolicy: textOption(query, 'propagationPolicy'),
    orphanDependents: booleanOption(query, 'orphanDependents'),
    dryRun: query.getAll('dryRun').filter((value) => value !== ''),
    preconditions: {},
  };
}

function fromBody(bytes: Buffer, mediaType: string): GivenOptions {
  const body = optionsIn(bytes, mediaType);
  const { propagationPolicy, orphanDependents, dryRun, preconditions } = body;
  return {
    propagationPolicy: typeof propagationPolicy === 'string' && propagationPolicy !== '' ? propagationPolicy : undefined,
    orphanDependents: typeof orphanDependents === 'boolean' ? orphanDependents : undefined,
    dryRun: Array.isArray(dryRun) ? dryRun.map(String) : [],
    preconditions: isObject(preconditions) ? { ...member(preconditions, 'uid'), ...member(preconditions, 'resourceVersion') } : {},
  };
}

function member<Name extends string>(object: Record<string, unknown>, name: Name): { readonly [Key in Name]?: string } {
  const value = object[name];
  return typeof value === 'string' ? ({ [name]: value } as { readonly [Key in Name]?: string }) : {};
}

function optionsIn(bytes: Buffer, mediaType: string): Record<string, unknown> {
  try {
    const value: unknown =
      mediaType === 'application/vnd.kubernetes.protobuf' ? decodeProtobuf(bytes) : textValue(bytes.toString(), mediaType);
    if (!isObject(value)) throw new MalformedBody('json: cannot unmarshal into an object');
    if (value['kind'] !== undefined && value['kind'] !== 'DeleteOptions') {
      throw refusals.badRequest(`no kind ${JSON.stringify(value['kind'])} is registered for version "meta.k8s.io/v1"`);
    }
    return value;
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error;
    throw refusals.badRequest(`couldn't get version/kind; json parse error: ${error.message}`);
  }
}

function textValue(text: string, mediaType: string): unknown {
  return (mediaType === 'application/yaml' ? readYaml(text) : readJson(text)).value;
}
