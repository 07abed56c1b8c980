import type { Cluster } from '../../../hack/environment/cluster.ts';
import type { RunKubectl } from '../../../hack/environment/install.ts';
import type { BearerToken, Identity } from '../../support/upstream.ts';

/** The controller's ServiceAccount, as `deploy/rbac.yaml` names it. */
const user = 'system:serviceaccount:evenkeel-system:evenkeel';
const groups = ['system:serviceaccounts', 'system:serviceaccounts:evenkeel-system'];

/** Who has it may do no more than the controller: a certificate in its name, or a token where the API server gives one. */
export async function controllerIdentity({ identityFor }: Cluster, kubectl: RunKubectl): Promise<Identity | BearerToken> {
  if (identityFor !== undefined) return identityFor(user, groups);
  const token = await kubectl(['create', 'token', 'evenkeel', '--namespace=evenkeel-system', '--duration=8h']);
  return { token: token.trim() };
}
