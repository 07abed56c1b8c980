import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ProbeReading } from './probe.ts';

/** Asks the probe behind a socket. The delays of its answer are since the last time. */
export async function readProbe(socket: string): Promise<ProbeReading> {
  return JSON.parse(await text(connect(socket))) as ProbeReading;
}
