import { canonicalName, type Kind } from '../../kind.ts';
import { claimantOf, claimsOf, nameClaimsOf } from '../../ownership/claims-of.ts';
import { Terminal } from '../halt.ts';
import { settled, type Pass } from '../pass.ts';

/** Settles the external name and holds the object's claims against those of all others. */
export async function identify(pass: Pass): Promise<void> {
  const { context, createContext } = settled(pass);
  const given = pass.managed.externalName;
  const externalName = given === undefined ? pass.kind.externalName?.(createContext) : canonicalName(pass.kind, given);
  if (externalName !== undefined && !pass.managed.deleting) checkName(pass.kind, externalName);
  pass.context = { ...context, externalName };
  pass.createContext = { ...createContext, externalName };
  await checkNameKept(pass, externalName);
  checkClaims(pass);
}

/** A name that AWS can't take is never asked for: admission checks it only where the policy is installed. Throws Terminal. */
export function checkName(kind: Kind, name: string): void {
  const { from, pattern, maxLength = Number.POSITIVE_INFINITY, description } = kind.schema.externalName;
  if (from !== 'name' || pattern === undefined) return;
  if (name.length <= maxLength && new RegExp(pattern).test(name) && !name.includes('\n')) return;
  throw new Terminal('ExternalNameInvalid', `"${name}" can't be the external name of a ${kind.schema.kind}: ${description}`);
}

/** The annotation says another resource than the one that this object has: refused while that one lives. */
async function checkNameKept(pass: Pass, externalName: string | undefined): Promise<void> {
  const { managed, kind } = pass;
  const known = managed.status.atProvider['id'];
  if (kind.schema.externalName.from !== 'assigned' || typeof known !== 'string' || externalName === undefined || externalName === known)
    return;
  const held = await settled(pass).view.read(known, { notBefore: pass.memory.lastMutation, signal: pass.signal });
  if (held?.owner?.uid !== managed.uid || held.aliases?.includes(externalName) === true) return;
  throw new Terminal(
    'ExternalNameChanged',
    `the external name was changed to ${externalName} while ${known}, which belongs to this object, still exists: set it back, or orphan this object first`,
  );
}

/** Says in the index what the object claims and holds; those that lost a rival by it are woken. */
export function layClaims({ engine, managed, kind, createContext }: Pass): void {
  if (createContext === undefined) return;
  engine.wake(engine.claims.set(claimantOf(managed, createContext), claimsOf(kind, createContext)));
}

/** The resource that it names is another object's: with this one nothing goes but the object. */
export function isOutbid({ engine, managed, kind, createContext }: Pass): boolean {
  return createContext !== undefined && engine.claims.rival(managed.uid, nameClaimsOf(kind, createContext)) !== undefined;
}

function checkClaims(pass: Pass): void {
  const { engine, managed } = pass;
  layClaims(pass);
  const rival = engine.claims.rival(managed.uid);
  if (rival === undefined || managed.deleting) return;
  const who =
    rival.key.namespace === managed.key.namespace ? `${rival.key.kind.split('.')[0]} ${rival.key.name}` : 'an object in another namespace';
  throw new Terminal('ManagementConflict', `the same ${pass.kind.schema.kind} in AWS is claimed by ${who}: remove one of the two objects`);
}
