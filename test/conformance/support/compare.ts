import type { KnownDifference } from '../known-differences.ts';
import { knownDifferences } from '../known-differences.ts';
import { differences } from './differences.ts';
import { normalised } from './normalise.ts';
import { runScript } from './run-script.ts';
import type { Script } from './script.ts';
import type { ServerUnderTest } from './server-under-test.ts';

/** Ours first. */
export type Pair = readonly [ServerUnderTest, ServerUnderTest];

/** Sends scripts to both servers. */
export class Comparison {
  readonly #servers: Pair;
  readonly #met = new Set<KnownDifference>();

  constructor(servers: Pair) {
    this.#servers = servers;
  }

  /** Where the servers differ and should not, a line each: `[2] PUT /path: body.spec: ours | theirs`. */
  async run(script: Script): Promise<readonly string[]> {
    const [ours, theirs] = await Promise.all(this.#servers.map(async (server) => normalised(await runScript(server, script))));
    const lines = script.steps.flatMap(({ method, path, pick = (body): unknown => body }, index) => {
      const [a, b] = [ours?.[index], theirs?.[index]];
      const found = differences({ ...a, body: pick(a?.body) }, { ...b, body: pick(b?.body) });
      return found.map((line) => `[${index}] ${method} ${path}: ${line}`);
    });
    return lines.filter((line) => !this.#isKnown(script, line));
  }

  /** Known differences that no script has met, and one should. */
  get unmet(): readonly KnownDifference[] {
    return knownDifferences.filter((known) => known.ofBuild !== true && !this.#met.has(known));
  }

  #isKnown({ name }: Script, line: string): boolean {
    const known = knownDifferences.filter((each) => (each.script ?? name) === name && each.line.test(line));
    for (const each of known) this.#met.add(each);
    return known.length > 0;
  }
}
