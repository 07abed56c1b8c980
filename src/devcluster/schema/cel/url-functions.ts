import { EvaluationError } from '@marcbachmann/cel-js';
import type { Environment } from '@marcbachmann/cel-js';
import { isOfFormat } from '../formats.ts';
import { define } from './define.ts';

/** An absolute URL, or a path that begins with a slash. */
class CelUrl {
  readonly text: string;
  /** Undefined: a path alone. */
  readonly url: URL | undefined;

  constructor(text: string) {
    this.text = text;
    this.url = text.startsWith('/') ? undefined : new URL(text);
  }
}

/** `url`, `isURL` and the parts of a URL. Source: Kubernetes, CEL in Kubernetes, URL library. */
export function addUrlFunctions(environment: Environment): void {
  environment.registerType('kubernetes.URL', CelUrl);
  environment.registerOperator('kubernetes.URL == kubernetes.URL', (a: CelUrl, b: CelUrl) => a.text === b.text);
  define(environment, {
    'isURL(string): bool': isUrl,
    'url(string): kubernetes.URL': (text: string) => {
      if (!isUrl(text))
        throw new EvaluationError(`URL parse error during conversion from string: parse "${text}": invalid URI for request`);
      return new CelUrl(text);
    },
    'kubernetes.URL.getScheme(): string': ({ url }: CelUrl) => url?.protocol.slice(0, -1) ?? '',
    'kubernetes.URL.getHost(): string': ({ text }: CelUrl) => /^[^/]*:\/\/(?:[^/@]*@)?([^/?#]*)/.exec(text)?.[1] ?? '',
    'kubernetes.URL.getHostname(): string': ({ url }: CelUrl) => url?.hostname.replace(/^\[(.*)\]$/, '$1') ?? '',
    'kubernetes.URL.getPort(): string': ({ text }: CelUrl) => /^[^/]*:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/.exec(text)?.[1] ?? '',
    'kubernetes.URL.getEscapedPath(): string': ({ text }: CelUrl) => /^(?:[^/]*:\/\/[^/?#]*)?([^?#]*)/.exec(text)?.[1] ?? '',
    'kubernetes.URL.getQuery(): map<string, list<string>>': queryOf,
  });
}

function isUrl(text: string): boolean {
  return isOfFormat('uri', text) && text !== '*' && (text.startsWith('/') || URL.canParse(text));
}

function queryOf({ text }: CelUrl): ReadonlyMap<string, readonly string[]> {
  const query = new URLSearchParams(/\?([^#]*)/.exec(text)?.[1] ?? '');
  return new Map([...new Set(query.keys())].map((key) => [key, query.getAll(key)]));
}
