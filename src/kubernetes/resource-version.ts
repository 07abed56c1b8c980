/**
 * Whether version `a` of a type's objects is older than `b`: true or false where both are decimal numbers, which
 * is what etcd gives out and what Kubernetes has promised since 1.35; undefined where they can't be compared.
 */
export function isOlder(a: string, b: string): boolean | undefined {
  if (!isDecimal(a) || !isDecimal(b)) return undefined;
  return a.length === b.length ? a < b : a.length < b.length;
}

function isDecimal(version: string): boolean {
  return /^(?:0|[1-9]\d*)$/u.test(version);
}
