import type { FunctionRequest } from './pipeline-function.ts';

/** Shorter values would turn up in innocent texts. */
const shortest = 6;
const redacted = '[secret]';

/** Cuts every connection detail and credential of a request that has at least six characters out of texts, as it is and in base64. */
export function detailRedactor(request: Pick<FunctionRequest, 'observed' | 'desired' | 'credentials'>): (text: string) => string {
  const states = [request.observed, request.desired].flatMap(({ composite, resources }) => [composite, ...Object.values(resources)]);
  const details = [...states.map(({ connectionDetails }) => connectionDetails), ...Object.values(request.credentials)];
  const values = details.flatMap((data) =>
    Object.values(data).flatMap((secret) => {
      const encoded = secret.reveal();
      return [encoded, Buffer.from(encoded, 'base64').toString()];
    }),
  );
  // The longest first: one value may hold another.
  const secrets = [...new Set(values)].filter(({ length }) => length >= shortest).toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, redacted), text);
}
