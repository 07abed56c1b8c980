import type { RunKubectl } from '../../../hack/environment/install.ts';
import type { BearerToken } from '../../support/upstream.ts';

/** A token of the controller's ServiceAccount, as `deploy/rbac.yaml` names it: who has it may do no more than the controller. */
export async function controllerToken(kubectl: RunKubectl): Promise<BearerToken> {
  const token = await kubectl(['create', 'token', 'evenkeel', '--namespace=evenkeel-system', '--duration=8h']);
  return { token: token.trim() };
}
