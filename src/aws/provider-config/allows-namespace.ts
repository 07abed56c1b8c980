import type { ConfigSpec } from './config-object.ts';

/** Does a ClusterProviderConfig let objects of a namespace use it? `labels`: those of the namespace, undefined while it is not known. */
export function allowsNamespace(
  allowed: ConfigSpec['allowedNamespaces'],
  namespace: string,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  if (allowed?.names?.some((name) => name === '*' || name === namespace) === true) return true;
  const wanted = Object.entries(allowed?.selector?.matchLabels ?? {});
  // A selector without labels would match everything; nothing is allowed by accident.
  return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value);
}
