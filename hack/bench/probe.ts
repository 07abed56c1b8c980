import { createServer } from 'node:net';
import { createHistogram, monitorEventLoopDelay, type RecordableHistogram } from 'node:perf_hooks';

/** Milliseconds between two beats of a timer of 10 ms. */
export interface Beats {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What the process that is measured says of itself. Beats are those since the last reading. */
export interface ProbeReading {
  /** User and system time since the start. */
  readonly cpuSeconds: number;
  /** The most memory that was resident since the start. */
  readonly peakBytes: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** As the clock has it: an idle event loop gives 10, and others on the machine make it longer. */
  readonly delay: Beats;
  /** Of the event loop's own work: how long it kept others from having their turn, whatever else the machine does. */
  readonly work: Beats;
}

const beatMs = 10;

// Loaded into the controller by --import: answers each connection to a socket with a reading, then starts anew.
const delay = monitorEventLoopDelay({ resolution: beatMs });
delay.enable();
const work = createHistogram();
let usedBefore = threadMicroseconds();
setInterval(() => {
  const used = threadMicroseconds();
  // A histogram takes no zero.
  work.record(Math.max(1, used - usedBefore));
  usedBefore = used;
}, beatMs).unref();
createServer((socket) => {
  socket.on('error', () => undefined);
  socket.end(JSON.stringify(read()));
})
  .listen(process.env['EVENKEEL_BENCH_PROBE'])
  .unref();

function read(): ProbeReading {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const reading = {
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    residentBytes: rss,
    heapBytes: heapUsed,
    delay: beats(delay, 1e6),
    work: beats(work, 1e3),
  };
  delay.reset();
  work.reset();
  return reading;
}

function beats(histogram: Pick<RecordableHistogram, 'percentile' | 'max'>, unitsPerMs: number): Beats {
  return { p50: histogram.percentile(50) / unitsPerMs, p99: histogram.percentile(99) / unitsPerMs, max: histogram.max / unitsPerMs };
}

function threadMicroseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
