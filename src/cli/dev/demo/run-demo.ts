import { setTimeout as delay } from 'node:timers/promises';
import { isNotFound } from '../../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../../kubernetes/client.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { typeOf } from '../install.ts';
import type { Manifest } from '../manifests.ts';
import { breakThings, checkMended } from './drift.ts';
import { checkEmpty } from './left-in-aws.ts';
import type { Terminal } from './terminal.ts';
import { isReady, treeOf } from './tree.ts';

const patienceMs = 120_000;
const redrawMs = 100;

/** What the demo plays with. */
export interface DemoDeps {
  readonly client: KubernetesClient;
  /** Simulated AWS. */
  readonly endpoint: string;
  readonly stack: readonly Manifest[];
  /** All managed resources at this moment, from the controller's own caches. */
  readonly objects: () => readonly KubernetesObject[];
  readonly terminal: Terminal;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** The example stack comes up and what is changed behind its back is mended. Rejects when one of it takes over two minutes, saying what. */
export async function showStack(deps: DemoDeps): Promise<void> {
  const { client, endpoint, stack, terminal, random } = deps;
  terminal.heading(`Applying the ${stack.length} objects of examples/stack, in random order`);
  const shuffled = stack.map((manifest) => ({ manifest, at: random() })).toSorted((a, b) => a.at - b.at);
  for (const { manifest } of shuffled)
    await client.patch(typeOf(manifest), nameOf(manifest), manifest, { kind: 'apply', fieldManager: 'evenkeel-demo' });
  await drawUntil(deps, 'Ready', (objects) => objects.length === stack.length && objects.every(isReady));

  terminal.heading('Changing AWS behind its back');
  await checkMended(endpoint, await breakThings(endpoint), (line) => terminal.say(line));
}

/** Deletes the stack and sees that AWS holds nothing any more. */
export async function deleteStack(deps: DemoDeps): Promise<void> {
  const { client, endpoint, stack, terminal } = deps;
  terminal.heading('Deleting the stack');
  await Promise.all(stack.map((manifest) => deleteOne(client, manifest)));
  await drawUntil(deps, 'gone', (objects) => objects.length === 0);
  await checkEmpty(endpoint, (line) => terminal.say(line));
}

async function deleteOne(client: KubernetesClient, manifest: Manifest): Promise<void> {
  try {
    await client.delete(typeOf(manifest), nameOf(manifest));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

function nameOf({ metadata }: Manifest): { readonly namespace: string | undefined; readonly name: string } {
  return { namespace: metadata.namespace, name: metadata.name };
}

/** Draws the tree until it is as wanted. */
async function drawUntil(deps: DemoDeps, goal: string, isDone: (objects: readonly KubernetesObject[]) => boolean): Promise<void> {
  const { terminal, stack, signal } = deps;
  const startedAt = Date.now();
  const names = new Set(stack.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  for (;;) {
    const objects = deps.objects().filter(({ kind, metadata }) => names.has(`${kind} ${metadata.name}`));
    const done = isDone(objects);
    const seconds = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
    const lines = treeOf(objects, terminal.paint);
    const last = done ? `all ${goal} after ${seconds}` : `${objects.filter(isReady).length} of ${objects.length} Ready, ${seconds}`;
    terminal.draw([...lines, last], done);
    if (done) return;
    if (Date.now() - startedAt > patienceMs) throw new Error(`not ${goal} after ${seconds}:\n${lines.join('\n')}`);
    await delay(redrawMs, undefined, { signal });
  }
}
