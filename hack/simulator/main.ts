import { systemClock } from '../../src/cli/system-clock.ts';
import { createSimulator } from '../../src/simulator/create-simulator.ts';
import { startSimulatorServer } from '../../src/simulator/server/simulator-server.ts';
import { untilInterrupted } from '../lib/until-interrupted.ts';

// Serves simulated AWS on the port that is given, with states that pass at once and no rates, until SIGINT or SIGTERM.
const [port = '0'] = process.argv.slice(2);
const simulator = createSimulator({ clock: systemClock, random: Math.random, rates: 'unlimited', settings: { stateDelayFactor: 0 } });
const server = await startSimulatorServer({ simulator, port: Number(port) });
console.log(server.url);
await untilInterrupted();
await server.close();
