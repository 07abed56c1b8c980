import type { Clock } from '../../base/clock.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import { startSimulatorServer } from '../../simulator/server/simulator-server.ts';

/** Simulated AWS on 127.0.0.1. */
export interface SimulatedAws {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts simulated AWS with short delays, no rates, and states that pass within seconds. */
export async function startSimulatedAws({ port, clock }: { readonly port: number; readonly clock: Clock }): Promise<SimulatedAws> {
  const simulator = createSimulator({ clock, random: Math.random, rates: 'unlimited', settings: { stateDelayFactor: 0.005 } });
  const server = await startSimulatorServer({ simulator, port });
  return { url: server.url, port: Number(new URL(server.url).port), close: () => server.close() };
}
