/** A Kubernetes API server for tests: RBAC is on, and no controller runs beside it. */
export interface Cluster {
  /** Path of an administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** PEM of the authority of its certificate. */
  readonly ca: string;
  /** Whether ValidatingAdmissionPolicies can be installed, and count. */
  readonly hasAdmissionPolicies: boolean;
  /** Makes a client certificate of a user. Absent: ask the server for tokens of ServiceAccounts. */
  readonly identityFor?: (user: string, groups: readonly string[]) => { readonly certificate: string; readonly key: string };
  /** Idempotent. */
  stop(): Promise<void>;
}
