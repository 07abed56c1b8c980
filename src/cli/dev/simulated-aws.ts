import { closeSync, existsSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from 'node:fs';
import type { Clock } from '../../base/clock.ts';
import { isObject } from '../../base/json.ts';
import type { Effect } from '../../simulator/core/effect.ts';
import type { Simulator } from '../../simulator/core/simulator.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import { startSimulatorServer } from '../../simulator/server/simulator-server.ts';

/** Simulated AWS on 127.0.0.1. */
export interface SimulatedAws {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

interface SimulatedAwsOptions {
  readonly clock: Clock;
  readonly port: number;
  /** Holds all that was done, a line of JSON each, so that a later start goes on from there. */
  readonly file: string;
}

/**
 * Starts simulated AWS: no delays in what is shown, no rates, states that pass within seconds. What it held at its last end it holds
 * again. Throws an Error that names file and line for a file that is damaged; the file is left as it is.
 */
export async function startSimulatedAws({ clock, port, file }: SimulatedAwsOptions): Promise<SimulatedAws> {
  const effects = readEffects(file);
  // Only its owner may read it: parameters of calls stand in it, and passwords among them.
  let log: number | undefined;
  const simulator = createSimulator({
    clock,
    random: Math.random,
    rates: 'unlimited',
    settings: { stateDelayFactor: 0.005 },
    onEffect: (effect) => {
      log ??= openSync(file, 'a', 0o600);
      writeSync(log, `${JSON.stringify(effect)}\n`);
    },
  });
  await simulator.restore(effects);
  if (isEmpty(simulator)) rmSync(file, { force: true });
  const server = await startSimulatorServer({ simulator, port });
  return {
    url: server.url,
    port: Number(new URL(server.url).port),
    close: async () => {
      await server.close();
      if (log !== undefined) closeSync(log);
    },
  };
}

/** What led to nothing need not be done again. A quota is always there. */
function isEmpty({ admin }: Simulator): boolean {
  return admin.list().every(({ type }) => type === 'db-quota');
}

function readEffects(file: string): readonly Effect[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  const effects = text
    .slice(0, end)
    .split('\n')
    .slice(0, -1)
    .map((line, index) => parse(line, () => `${file}, line ${index + 1}`));
  // A last line without an end was never answered for.
  if (end < text.length) truncateSync(file, Buffer.byteLength(text.slice(0, end)));
  return effects;
}

function parse(line: string, where: () => string): Effect {
  const value = parseJson(line);
  if (isObject(value) && effectTypes.has(value['type'])) return value as unknown as Effect;
  throw new Error(`${where()}: it can't be read. Nothing was changed; move the file away to begin with an empty simulated AWS`);
}

const effectTypes: ReadonlySet<unknown> = new Set<Effect['type']>(['call', 'change', 'remove', 'reset']);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
