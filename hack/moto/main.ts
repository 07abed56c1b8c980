import { untilInterrupted } from '../lib/until-interrupted.ts';
import { startMoto } from './moto.ts';

// Starts moto, prints its endpoint, runs until SIGINT or SIGTERM and then prints how often each action was called.
try {
  const moto = await startMoto();
  console.log(moto.url);
  await untilInterrupted();
  for (const [action, count] of [...moto.calls()].sort()) console.log(`${String(count).padStart(8)} ${action}`);
  await moto.stop();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
