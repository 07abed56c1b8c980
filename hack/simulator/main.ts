import { parseArgs } from 'node:util';
import { systemClock } from '../../src/cli/system-clock.ts';
import { createSimulator } from '../../src/simulator/create-simulator.ts';
import { startSimulatorServer } from '../../src/simulator/server/simulator-server.ts';
import { untilInterrupted } from '../lib/until-interrupted.ts';

// Serves simulated AWS on the port that is given, with states that pass at once, until SIGINT or SIGTERM; with --rates=published
// it throttles as AWS does.
const options = { rates: { type: 'string', default: 'unlimited' } } as const;
const {
  values,
  positionals: [port = '0'],
} = parseArgs({ options, allowPositionals: true });
const rates = values.rates === 'published' ? 'published' : 'unlimited';
const simulator = createSimulator({ clock: systemClock, random: Math.random, rates, settings: { stateDelayFactor: 0 } });
const server = await startSimulatorServer({ simulator, port: Number(port) });
console.log(server.url);
await untilInterrupted();
await server.close();
