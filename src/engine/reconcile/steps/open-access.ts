import { ProviderConfigError } from '../../cloud.ts';
import { NoAccess, Terminal } from '../halt.ts';
import type { Pass } from '../pass.ts';

/** Opens the session that the object's provider config gives, and holds it against the account that the object is pinned to. */
export async function openAccess(pass: Pass): Promise<void> {
  const { engine, managed, kind } = pass;
  const { providerConfigRef, key, region } = managed;
  try {
    pass.access = await engine.provider.access(providerConfigRef, key.namespace, region, pass.signal);
  } catch (error) {
    if (error instanceof ProviderConfigError && !error.retryable) throw new NoAccess(error.reason, error.message, { cause: error });
    throw error;
  }
  const { session } = pass.access;
  if (managed.account !== undefined && managed.account !== session.account) {
    throw new Terminal(
      'AccountMismatch',
      `this object belongs to account ${managed.account}, but ${providerConfigRef.kind} ${providerConfigRef.name} now authenticates as account ` +
        `${session.account}: point it back at the old account, or orphan this object and make a new one`,
    );
  }
  pass.view = session.view(kind);
  moveWatch(pass);
  pass.owner = { controlPlane: engine.controlPlane, kind: key.kind, namespace: key.namespace, name: key.name, uid: managed.uid };
}

/** Another session (other credentials, another Region) has another view: the old one need not watch for the object any more. */
function moveWatch({ memory, view, managed }: Pass): void {
  if (memory.view !== view) memory.view?.unwatch(managed.key);
  memory.view = view;
}
