/** What differs between two answers to the same failing call: request ids, and the encoded text of a denied one. */
const perCall = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_+/=-]{80,}/gi;

/** Do two messages tell of the same problem, whatever call they stem from? */
export function sameProblem(a: string, b: string): boolean {
  return a === b || a.replaceAll(perCall, '*') === b.replaceAll(perCall, '*');
}
