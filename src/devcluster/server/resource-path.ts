/** A path below `/api/v1` or `/apis/G/V`, taken apart. */
export interface ResourcePath {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
  /** By the older form of a watch: `/api/v1/watch/...`. */
  readonly watch: boolean;
}

/** Undefined: the path names no resource. */
export function parseResourcePath(segments: readonly string[]): ResourcePath | undefined {
  const core = segments[0] === 'api';
  if (!core && segments[0] !== 'apis') return undefined;
  const [group = '', version = ''] = core ? ['', segments[1]] : [segments[1], segments[2]];
  const all = segments.slice(core ? 2 : 3);
  const watch = all[0] === 'watch';
  const rest = placed(watch ? all.slice(1) : all);
  return rest === undefined ? undefined : { group, version, watch, ...rest };
}

type Place = Pick<ResourcePath, 'plural' | 'namespace' | 'name' | 'subresource'>;

/** What belongs to a namespace as an object; any other word after its name is a resource in it. */
const namespaceSubresources: readonly string[] = ['status', 'finalize'];

function placed(segments: readonly string[]): Place | undefined {
  const [first, second, third] = segments;
  const inNamespace = first === 'namespaces' && third !== undefined && !namespaceSubresources.includes(third);
  if (!inNamespace || second === undefined) return place(segments);
  const inner = place(segments.slice(2));
  return inner && { ...inner, namespace: second };
}

function place([plural, name, subresource, ...more]: readonly string[]): Place | undefined {
  if (plural === undefined || more.length > 0) return undefined;
  return { plural, ...(name === undefined ? {} : { name }), ...(subresource === undefined ? {} : { subresource }) };
}
