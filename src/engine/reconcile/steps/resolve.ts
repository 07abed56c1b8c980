import type { Managed } from '../../object/managed.ts';
import { contextsOf, edgesOf, resolveSpec } from '../desired-of.ts';
import type { Pass } from '../pass.ts';

/** Resolves the references of forProvider and initProvider, notes them as edges, and makes the contexts that the kind's functions read. */
export function resolve(pass: Pass): void {
  const { engine, managed, access } = pass;
  const spec = resolveSpec(managed, engine.targets);
  engine.wake(engine.edges.set(managed.key, edgesOf(spec)));
  const { forProvider, initProvider } = spec;
  pass.resolution = {
    ...forProvider,
    unresolved: [...forProvider.unresolved, ...(needsInitial(managed) ? initProvider.unresolved : [])],
    used: forProvider.used || initProvider.used,
  };
  const { partition = '', account = '' } = access?.session ?? {};
  Object.assign(pass, contextsOf(managed, spec, { partition, account, region: managed.region }));
}

/** initProvider counts until the resource is there. */
function needsInitial(managed: Managed): boolean {
  return managed.account === undefined;
}
