import { pino } from 'pino';
import type { Logger } from '../../base/logger.ts';
import type { RunOptions } from './run-options.ts';

/** JSON lines on standard error. What is secret is a `Secret`, which turns into `[secret]` in JSON. */
export function createLogger(level: RunOptions['logLevel']): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    pino.destination({ fd: 2, sync: false }),
  );
}
