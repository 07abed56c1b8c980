import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import type { RunKubectl } from '../environment/install.ts';
import { progress } from '../lib/progress.ts';
import { say } from './narrate.ts';

const folder = 'examples/stack';
const patienceMs = 180_000;

/** Every object of the stack on its own, in an order that no one chose. */
export async function applyInRandomOrder(kubectl: RunKubectl): Promise<void> {
  const texts = readdirSync(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(`${folder}/${file}`, 'utf8')).map((document) => document.toString()),
  );
  const shuffled = texts.map((text) => ({ text, at: Math.random() })).toSorted((a, b) => a.at - b.at);
  for (const { text } of shuffled) say(`  ${(await kubectl(['apply', '-f', '-'], text)).trim()}`);
}

interface Row {
  readonly name: string;
  readonly ready: boolean;
  readonly message: string;
}

async function rows(kubectl: RunKubectl): Promise<readonly Row[]> {
  const list: unknown = JSON.parse(await kubectl(['get', 'managed', '-A', '-o', 'json']));
  const { items } = list as {
    items: readonly {
      kind: string;
      metadata: { name: string };
      status?: { conditions?: readonly { type: string; status: string; message?: string }[] };
    }[];
  };
  return items.map(({ kind, metadata, status }) => {
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    return { name: `${kind} ${metadata.name}`, ready: ready?.status === 'True', message: ready?.message ?? '' };
  });
}

/** Rejects after three minutes, naming what is not Ready and why. */
export async function waitReady(kubectl: RunKubectl): Promise<void> {
  const line = progress('Ready');
  const startedAt = Date.now();
  for (;;) {
    const all = await rows(kubectl);
    const open = all.filter(({ ready }) => !ready);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    line.update(`${all.length - open.length} of ${all.length} after ${seconds} s`);
    if (open.length === 0 || Date.now() - startedAt > patienceMs) {
      line.end();
      if (open.length > 0) throw new Error(`not Ready: ${open.map(({ name, message }) => `${name} (${message})`).join(', ')}`);
      return;
    }
    await delay(250);
  }
}

export async function showTable(kubectl: RunKubectl): Promise<void> {
  say(`\n$ kubectl get managed\n${await kubectl(['get', 'managed'])}`);
}

/** One `kubectl delete` of the whole folder, in whatever order it takes. */
export async function deleteStack(kubectl: RunKubectl): Promise<void> {
  const startedAt = Date.now();
  await kubectl(['delete', '-f', folder, '--wait=true', '--timeout=120s']);
  say(`  all objects are gone after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}
