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
  /** Idempotent. */
  stop(): Promise<void>;
}
