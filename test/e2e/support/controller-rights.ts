import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ControlPlane } from '../../../hack/control-plane/control-plane.ts';
import type { Identity } from '../../support/upstream.ts';

/** The controller's ServiceAccount, as `deploy/rbac.yaml` names it. */
const user = 'system:serviceaccount:evenkeel-system:evenkeel';
const groups = ['system:serviceaccounts', 'system:serviceaccounts:evenkeel-system'];

interface Kubeconfig {
  readonly users: readonly { readonly user: { readonly 'client-certificate-data': string; readonly 'client-key-data': string } }[];
}

/** A client certificate with no more rights than the controller's own ServiceAccount has. */
export function controllerIdentity(controlPlane: ControlPlane): Identity {
  const config = parse(readFileSync(controlPlane.kubeconfigFor(user, groups), 'utf8')) as Kubeconfig;
  const first = config.users[0]?.user;
  if (first === undefined) throw new Error('the kubeconfig holds no user');
  const text = (base64: string): string => Buffer.from(base64, 'base64').toString();
  return { certificate: text(first['client-certificate-data']), key: text(first['client-key-data']) };
}
