/**
 * What differs between two answers to the same failing call: request ids, the encoded text of a denied one, and the address of
 * an endpoint, of which each look-up of its name may give another. Addresses without a port are what the user wrote.
 */
const perCall = new RegExp(
  [
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
    /[A-Za-z0-9_+/=-]{80,}/,
    /\b\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}\b/,
    /(?<![\w:])\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}\]?:\d{1,5}\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** Do two messages tell of the same problem, whatever call they stem from? */
export function sameProblem(a: string, b: string): boolean {
  return a === b || a.replaceAll(perCall, '*') === b.replaceAll(perCall, '*');
}
