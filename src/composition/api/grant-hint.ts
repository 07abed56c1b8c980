import { ApiError } from '../../kubernetes/api-error.ts';

/** Label of the ClusterRoles by which an operator lets composites be made of further kinds. */
const grantLabel = 'rbac.evenkeel.dev/aggregate-to-compositions';

/** The API server forbids it. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.code === 403;
}

/** What the API server said, and, where it forbade something, how an operator allows it. */
export function withGrantHint(error: Error): string {
  if (!isForbidden(error)) return error.message;
  return `${error.message}; an operator allows it with a ClusterRole that has the label ${grantLabel}: "true"`;
}
