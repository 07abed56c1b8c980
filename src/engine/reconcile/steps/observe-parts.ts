import type { KindContext } from '../../kind.ts';
import type { Observation } from '../../observation.ts';
import { settled, type Pass } from '../pass.ts';
import { readOptions, type Found } from './look.ts';

/**
 * Observes an object that is several cloud resources. Its parts are found by owner tag; where these are not all that it
 * wants, its natural key is looked up too, and parts that carry no owner and equal one of its own are taken in.
 */
export async function observeParts(pass: Pass): Promise<Found> {
  const { createContext } = settled(pass);
  const owned = await ownedParts(pass);
  const assembled = assemble(pass, owned, createContext);
  if (assembled !== undefined && pass.kind.matches?.(assembled, createContext) !== false)
    return { state: 'present', observation: assembled };
  if (pass.managed.attempt === undefined && !isImported(pass)) return asFound(assembled, true);
  const all = assemble(pass, [...owned, ...(await unownedParts(pass, createContext))], createContext);
  return asFound(all, true);
}

/** Parts are made by calls that can't be done twice (their Duplicate answer), so not finding them is enough to make them. */
function asFound(observation: Observation | undefined, proven: boolean): Found {
  return observation === undefined ? { state: 'absent', proven } : { state: 'present', observation };
}

function isImported({ managed }: Pass): boolean {
  return managed.account !== undefined;
}

function assemble(pass: Pass, parts: readonly Observation[], context: KindContext): Observation | undefined {
  return parts.length === 0 ? undefined : pass.kind.assemble?.(parts, context);
}

async function ownedParts(pass: Pass): Promise<readonly Observation[]> {
  const { view, owner } = settled(pass);
  const options = readOptions(pass);
  const seen = view.owned(owner);
  const listed = view.listedAt() ?? 0;
  const recent = seen.every((part) => part.seenAt >= options.notBefore) && (seen.length > 0 || listed >= options.notBefore);
  if (recent) return seen;
  // The look-up finds what carries our uid; what a former incarnation made is read by id.
  const former = seen.filter((part) => part.owner?.uid !== owner.uid);
  const [own, ...read] = await Promise.all([view.lookUpOwner(owner, options), ...former.map(({ key }) => view.read(key, options))]);
  return [...own, ...read.filter((part) => part !== undefined)];
}

async function unownedParts(pass: Pass, context: KindContext): Promise<readonly Observation[]> {
  const natural = pass.kind.natural?.(context);
  if (natural === undefined) return [];
  const { view } = settled(pass);
  const found = await view.lookUpNatural(natural, { ...readOptions(pass), notBefore: pass.startedAt });
  return found.filter((part) => part.owner === undefined);
}
