import { setTimeout as pause } from 'node:timers/promises';

const everyMs = 20;

/** Asks until the answer is true; throws, saying what was waited for, after `limitMs`. For real servers, whose time no test can move. */
export async function poll(what: string, condition: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain for: ${what}`);
    await pause(everyMs);
  }
}
