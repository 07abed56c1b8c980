import type { Observation } from '../../observation.ts';
import { judgeOwner, preferred } from '../../ownership/verdict.ts';
import { attemptEnd } from '../attempt-end.ts';
import { Terminal, Waiting } from '../halt.ts';
import type { CallFailed } from '../mutate.ts';
import { nextLook } from '../object-memory.ts';
import { settled, type Pass } from '../pass.ts';
import { observe } from './observe.ts';

/**
 * A create was answered with AlreadyExists. Finds what is in the way: it may well be ours, made by a call whose answer was
 * lost. Whether the object has a title to it is for the caller to check.
 */
export async function takeExisting(pass: Pass, failure: CallFailed): Promise<Observation> {
  const existing = pass.kind.assemble === undefined ? await lookUp(pass) : await parts(pass);
  if (existing === undefined) throw notShown(pass, failure);
  pass.observed = existing;
  return existing;
}

async function parts(pass: Pass): Promise<Observation | undefined> {
  const found = await observe(pass);
  return found.state === 'present' ? found.observation : undefined;
}

async function lookUp(pass: Pass): Promise<Observation | undefined> {
  const { view, owner, createContext } = settled(pass);
  const options = { notBefore: pass.engine.clock.now(), signal: pass.signal };
  const name = createContext.externalName;
  if (name !== undefined) return view.read(name, { ...options, deep: ['tags'] });
  const [own] = preferred(await view.lookUpOwner(owner, options), owner.uid);
  if (own !== undefined && judgeOwner(own.owner, owner) !== 'foreign') return own;
  const natural = pass.kind.natural?.(createContext);
  if (natural === undefined) return undefined;
  const [other] = await view.lookUpNatural(natural, options);
  return other;
}

/** AWS says it exists but does not show it: true for a while after a create whose answer was lost, else it is out of our sight. */
function notShown(pass: Pass, failure: CallFailed): Error {
  const { attempt } = pass.managed;
  if (attempt !== undefined && pass.engine.clock.now() <= attemptEnd(pass, attempt))
    return new Waiting('CreateOutcomeUnknown', `${failure.message}; AWS is asked until it shows which one`, nextLook(pass.memory));
  return new Terminal('AlreadyExists', failure.message);
}
