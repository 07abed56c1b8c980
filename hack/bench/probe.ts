import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the process that is measured says of itself. Times of the event loop are since the last reading. */
export interface ProbeReading {
  /** User and system time since the start. */
  readonly cpuSeconds: number;
  /** The most memory that was resident since the start. */
  readonly peakBytes: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** Milliseconds between two beats of a timer of 10 ms: an idle event loop gives 10. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
}

// Loaded into the controller by --import: answers each connection to a socket with a reading, then starts anew.
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
createServer((socket) => {
  socket.on('error', () => undefined);
  socket.end(JSON.stringify(read()));
})
  .listen(process.env['EVENKEEL_BENCH_PROBE'])
  .unref();

function read(): ProbeReading {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const ms = (nanoseconds: number): number => nanoseconds / 1e6;
  const reading = {
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    residentBytes: rss,
    heapBytes: heapUsed,
    delay: { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) },
  };
  delay.reset();
  return reading;
}
