import { knownDifferences } from '../known-differences.ts';
import { differences } from './differences.ts';
import { normalised } from './normalise.ts';
import { runScript } from './run-script.ts';
import type { Script } from './script.ts';
import type { ServerUnderTest } from './server-under-test.ts';

/** Ours first. */
export type Pair = readonly [ServerUnderTest, ServerUnderTest];

const shownPerStep = 6;

/** Sends the script to both servers, and tells where they differ and should not, or should differ and do not; a line each. */
export async function compare(servers: Pair, script: Script): Promise<readonly string[]> {
  const [ours, theirs] = await Promise.all(servers.map(async (server) => normalised(await runScript(server, script))));
  const known = knownDifferences.filter((each) => each.script === script.name);
  return script.steps.flatMap(({ method, path, pick = (body): unknown => body }, index) => {
    const [a, b] = [ours?.[index], theirs?.[index]];
    const found = differences({ ...a, body: pick(a?.body) }, { ...b, body: pick(b?.body) });
    const expected = known.find(({ steps }) => steps.includes(index));
    if (expected !== undefined)
      return found.length > 0 ? [] : [`[${index}] ${method} ${path}: the known difference is gone: ${expected.why}`];
    return found.slice(0, shownPerStep).map((line) => `[${index}] ${method} ${path}: ${line}`);
  });
}
