const decimalPowers: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binaryPowers: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** A Kubernetes quantity (`500m`, `1.5Gi`, `2e3`) as a number, as near as a double comes; undefined if it is none. */
export function parseQuantity(text: string): number | undefined {
  const [, number = '', suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+))([numkMGTPE]?|[KMGTPE]i|[eE][+-]?\d+)$/.exec(text) ?? [];
  if (number === '') return undefined;
  const binary = binaryPowers[suffix];
  if (binary !== undefined) return Number(number) * 2 ** binary;
  const decimal = decimalPowers[suffix] ?? Number(suffix.slice(1));
  return Number(`${number}e${decimal}`);
}
