const toolKeys =
  /^((argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io|meta\.helm\.sh|kubectl\.kubernetes\.io)\/|app\.kubernetes\.io\/instance$)/;

/**
 * Whether a label or annotation is one by which Argo CD, Flux, Helm or kubectl know what they applied.
 * Copied to another object, it makes them take that for theirs, and prune it.
 */
export function isToolKey(key: string): boolean {
  return toolKeys.test(key);
}
