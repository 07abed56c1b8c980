/** One clause of an Accept header. */
interface MediaRange {
  /** `application/json`, `application/*`, in lower case. */
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The form in which objects are asked for. `version` is that of meta.k8s.io. */
export type Form =
  | { readonly as: 'object' }
  | { readonly as: 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList'; readonly version: string };

const jsonRanges: readonly string[] = ['application/json', 'application/*', '*/*'];
const metaVersions: readonly string[] = ['v1', 'v1beta1'];

/** Clauses of an Accept header, the most wanted first; none is the same as anything. */
export function acceptedRanges(accept: string | undefined): readonly MediaRange[] {
  if (accept === undefined || accept.trim() === '') return [{ type: '*/*', parameters: {} }];
  return accept
    .split(',')
    .map(parseRange)
    .filter((range) => range.type !== '')
    .sort((a, b) => weight(b) - weight(a));
}

/** The form of the first acceptable clause; undefined: nothing acceptable is JSON. */
export function acceptedForm(accept: string | undefined): Form | undefined {
  for (const range of acceptedRanges(accept)) {
    const form = jsonRanges.includes(range.type) ? formOf(range.parameters) : undefined;
    if (form !== undefined) return form;
  }
  return undefined;
}

function formOf({ as, v, g }: Readonly<Record<string, string>>): Form | undefined {
  if (as === undefined) return { as: 'object' };
  if (as !== 'Table' && as !== 'PartialObjectMetadata' && as !== 'PartialObjectMetadataList') return undefined;
  return g === 'meta.k8s.io' && v !== undefined && metaVersions.includes(v) ? { as, version: v } : undefined;
}

function parseRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const entries = parameters.map((parameter) => {
    const [name = '', value = ''] = parameter.split('=', 2);
    return [name.toLowerCase(), value] as const;
  });
  return { type: type.toLowerCase(), parameters: Object.fromEntries(entries) };
}

function weight(range: MediaRange): number {
  const q = Number(range.parameters['q'] ?? 1);
  return Number.isNaN(q) ? 0 : q;
}
