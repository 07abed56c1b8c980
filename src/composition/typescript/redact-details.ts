import type { FunctionState } from '../function/pipeline-function.ts';

/** Shorter values would turn up in innocent texts. */
const shortest = 6;
const redacted = '[secret]';

/** Cuts every connection detail of at least six characters out of texts, as it is and in base64. */
export function detailRedactor({ composite, resources }: FunctionState): (text: string) => string {
  const values = [composite, ...Object.values(resources)].flatMap(({ connectionDetails }) =>
    Object.values(connectionDetails).flatMap((detail) => {
      const encoded = detail.reveal();
      return [encoded, Buffer.from(encoded, 'base64').toString()];
    }),
  );
  // The longest first: one value may hold another.
  const secrets = [...new Set(values)].filter(({ length }) => length >= shortest).toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, redacted), text);
}
